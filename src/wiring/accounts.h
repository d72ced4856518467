#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// Who logs in where as whom (rule 14). Links to one server that name the same user share an account with the union of their
// rights; without a word of the chart there is one per service and server, called like the service (NAME.NAMESPACE where the server
// is in another namespace). Also makes what a server reads of its accounts, the Secret SERVER-access. Sorted by server and user.
void make_accounts(Draft& draft);

}  // namespace portolan::wiring
