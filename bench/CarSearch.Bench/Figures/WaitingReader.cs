using CarSearch.Bench.Http;
using CarSearch.Bench.Searches;

namespace CarSearch.Bench.Figures;

/// <summary>Waits for the end of a search as a caller does, with GETs that wait.</summary>
internal static class WaitingReader
{
    /// <summary>Reads until the search has ended. The two clocks compared are one: the server runs on this machine.</summary>
    public static async Task<Wait> ReadAsync(int port, string token, CancellationToken cancellationToken)
    {
        using var connection = await HttpConnection.OpenAsync(port, cancellationToken);
        var request = HttpRequests.Get(port, $"/api/searches/{token}?wait=30");
        while (true)
        {
            var answer = await connection.SendAsync(request, cancellationToken);
            var arrived = TimeProvider.System.GetUtcNow();
            if (answer.Status == 202)
            {
                continue;
            }

            answer.Expect(200);
            var search = SearchAnswer.Parse(answer.Body);
            var slowest = search.RequestedAt.AddMilliseconds(search.SlowestMs);
            return new Wait((arrived - search.CompletedAt).TotalMilliseconds, (arrived - slowest).TotalMilliseconds);
        }
    }
}

/// <summary>How long a reader waited, in milliseconds.</summary>
/// <param name="AfterEnd">From the search's <c>completedAt</c> to the last byte of the answer.</param>
/// <param name="AfterSlowest">From <c>requestedAt</c> plus the slowest supplier's <c>elapsedMs</c>: no less than since its answer.</param>
internal sealed record Wait(double AfterEnd, double AfterSlowest);
