using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Functions.Hosting;

namespace CarSearch.Tests.Functions;

public sealed class CloudStartingTests(SharedHost<CloudHost> shared) : StartingContract<CloudHost>(shared);

public sealed class CloudSearchMembersTests(SharedHost<CloudHost> shared) : SearchMembersContract<CloudHost>(shared);

public sealed class CloudSearchPlacesTests(SharedHost<CloudHost> shared) : SearchPlacesContract<CloudHost>(shared);

public sealed class CloudSearchTimesTests(SharedHost<CloudHost> shared) : SearchTimesContract<CloudHost>(shared);

public sealed class CloudSearchBodyTests(SharedHost<CloudHost> shared) : SearchBodyContract<CloudHost>(shared);

public sealed class CloudIdempotencyTests : IdempotencyContract<CloudHost>;

public sealed class CloudFilterTests(EndedSearch<CloudHost> search) : FilterContract<CloudHost>(search);

public sealed class CloudFacetTests(EndedSearch<CloudHost> search) : FacetContract<CloudHost>(search);

public sealed class CloudPagingTests(EndedSearch<CloudHost> search) : PagingContract<CloudHost>(search);

public sealed class CloudFilterErrorTests(EndedSearch<CloudHost> search) : FilterErrorContract<CloudHost>(search);

public sealed class CloudLookupTests : LookupContract<CloudHost>;

public sealed class CloudProgressTests : ProgressContract<CloudHost>;

public sealed class CloudWaitTests : WaitContract<CloudHost>;

public sealed class CloudDeletionTests : DeletionContract<CloudHost>;

public sealed class CloudOpenAddressTests(SharedHost<CloudHost> shared) : OpenAddressContract<CloudHost>(shared);

public sealed class CloudPageTests(SharedHost<CloudHost> shared) : PageContract<CloudHost>(shared);

public sealed class CloudHeadTests(EndedSearch<CloudHost> search) : HeadContract<CloudHost>(search);

public sealed class CloudClockTests : ClockContract<CloudHost>;

public sealed class CloudPollTests : PollContract<CloudHost>;

public sealed class CloudDeadlineTests : DeadlineContract<CloudHost>;

public sealed class CloudAdmissionTests : AdmissionContract<CloudHost>;

public sealed class CloudBestTests(EndedSearch<CloudHost> search) : BestContract<CloudHost>(search);

public sealed class CloudOfferTests(EndedSearch<CloudHost> search) : OfferContract<CloudHost>(search);

public sealed class CloudUntilTests : UntilContract<CloudHost>;

public sealed class CloudMcpTests : McpContract<CloudHost>;

public sealed class CloudMcpErrorTests : McpErrorContract<CloudHost>;

public sealed class CloudMcpClientTests : McpClientContract<CloudHost>;

public sealed class CloudMcpWaitTests : McpWaitContract<CloudHost>;

public sealed class CloudSearchNearTests(SharedHost<CloudHost> shared) : SearchNearContract<CloudHost>(shared);
