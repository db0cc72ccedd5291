using CarSearch.Functions.Housekeeping;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>All that is asked of Blob Storage, by name: for tests of what holds for each.</summary>
internal static class StoreCalls
{
    public static TheoryData<string> All => ["read", "write", "claim", "check", "sweep"];

    public static async Task DoAsync(string call, CloudProcess process, AcceptedSearch search, CancellationToken cancel = default)
    {
        switch (call)
        {
            case "read":
                await process.Store.ReadAsync(search.Token, cancel);
                break;
            case "write":
                Assert.NotNull(await process.Store.WriteAsync(SearchRecord.Accepted(search), null, cancel));
                break;
            case "claim":
                var claim = new KeyClaim(new string('a', 64), search.Token, new string('b', 64), search.RequestedAt);
                Assert.Equal(claim, await process.Store.ClaimAsync(claim, cancel));
                break;
            case "check":
                await process.Store.CheckAsync(cancel);
                break;
            case "sweep":
                await process.Get<RecordCleanup>().RunAsync(cancel);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(call), call, "There is no such call.");
        }
    }
}
