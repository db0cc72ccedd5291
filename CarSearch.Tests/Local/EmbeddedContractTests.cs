using CarSearch.Tests.Core.Api.Contract;

namespace CarSearch.Tests.Local;

public sealed class EmbeddedStartingTests(SharedHost<EmbeddedHost> shared) : StartingContract<EmbeddedHost>(shared);

public sealed class EmbeddedSearchMembersTests(SharedHost<EmbeddedHost> shared) : SearchMembersContract<EmbeddedHost>(shared);

public sealed class EmbeddedSearchPlacesTests(SharedHost<EmbeddedHost> shared) : SearchPlacesContract<EmbeddedHost>(shared);

public sealed class EmbeddedSearchTimesTests(SharedHost<EmbeddedHost> shared) : SearchTimesContract<EmbeddedHost>(shared);

public sealed class EmbeddedSearchBodyTests(SharedHost<EmbeddedHost> shared) : SearchBodyContract<EmbeddedHost>(shared);

public sealed class EmbeddedIdempotencyTests : IdempotencyContract<EmbeddedHost>;

public sealed class EmbeddedFilterTests(EndedSearch<EmbeddedHost> search) : FilterContract<EmbeddedHost>(search);

public sealed class EmbeddedFacetTests(EndedSearch<EmbeddedHost> search) : FacetContract<EmbeddedHost>(search);

public sealed class EmbeddedPagingTests(EndedSearch<EmbeddedHost> search) : PagingContract<EmbeddedHost>(search);

public sealed class EmbeddedFilterErrorTests(EndedSearch<EmbeddedHost> search) : FilterErrorContract<EmbeddedHost>(search);

public sealed class EmbeddedLookupTests : LookupContract<EmbeddedHost>;

public sealed class EmbeddedProgressTests : ProgressContract<EmbeddedHost>;

public sealed class EmbeddedWaitTests : WaitContract<EmbeddedHost>;

public sealed class EmbeddedDeletionTests : DeletionContract<EmbeddedHost>;

public sealed class EmbeddedOpenAddressTests(SharedHost<EmbeddedHost> shared) : OpenAddressContract<EmbeddedHost>(shared);

public sealed class EmbeddedPageTests(SharedHost<EmbeddedHost> shared) : PageContract<EmbeddedHost>(shared);

public sealed class EmbeddedHeadTests(EndedSearch<EmbeddedHost> search) : HeadContract<EmbeddedHost>(search);

public sealed class EmbeddedClockTests : ClockContract<EmbeddedHost>;

public sealed class EmbeddedPollTests : PollContract<EmbeddedHost>;

public sealed class EmbeddedDeadlineTests : DeadlineContract<EmbeddedHost>;

public sealed class EmbeddedAdmissionTests : AdmissionContract<EmbeddedHost>;

public sealed class EmbeddedBestTests(EndedSearch<EmbeddedHost> search) : BestContract<EmbeddedHost>(search);

public sealed class EmbeddedOfferTests(EndedSearch<EmbeddedHost> search) : OfferContract<EmbeddedHost>(search);

public sealed class EmbeddedUntilTests : UntilContract<EmbeddedHost>;

public sealed class EmbeddedMcpTests : McpContract<EmbeddedHost>;

public sealed class EmbeddedMcpErrorTests : McpErrorContract<EmbeddedHost>;

public sealed class EmbeddedMcpClientTests : McpClientContract<EmbeddedHost>;

public sealed class EmbeddedMcpWaitTests : McpWaitContract<EmbeddedHost>;

public sealed class EmbeddedSearchNearTests(SharedHost<EmbeddedHost> shared) : SearchNearContract<EmbeddedHost>(shared);
