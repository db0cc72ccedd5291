using CarSearch.Searches;

namespace CarSearch.Tests.Support;

/// <summary>Shortcuts to the port of orchestrators.</summary>
internal static class Orchestrators
{
    /// <summary>Starts a search for which capacity is not in question.</summary>
    public static async ValueTask StartAsync(this ISearchOrchestrator orchestrator, AcceptedSearch search, CancellationToken cancellationToken)
    {
        using var reservation = new StartReservation();
        await orchestrator.StartAsync(search, reservation, cancellationToken);
    }
}
