using CarSearch.Searches;

namespace CarSearch.Tests.Support;

/// <summary>Extensions of <see cref="ISearchOrchestrator"/>.</summary>
internal static class Orchestrators
{
    /// <summary>Starts a search regardless of capacity.</summary>
    public static async ValueTask StartAsync(
        this ISearchOrchestrator orchestrator, AcceptedSearch search, CancellationToken cancellationToken)
    {
        using var reservation = new StartReservation();
        await orchestrator.StartAsync(search, reservation, cancellationToken);
    }
}
