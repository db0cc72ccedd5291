using CarSearch.Searches;
using Microsoft.DurableTask.Client;

namespace CarSearch.Functions.Searches;

/// <summary>The two ports of CarSearch.Core as this host has them.</summary>
/// <param name="store">Where records live.</param>
/// <param name="orchestrator">Makes the other port, around the client that a trigger binds for one call.</param>
internal sealed class SearchPorts(ISearchStore store, Func<DurableTaskClient, ISearchOrchestrator> orchestrator)
{
    /// <summary>Where records live.</summary>
    public ISearchStore Store => store;

    /// <summary>Who runs searches, for one call.</summary>
    public ISearchOrchestrator Orchestrator(DurableTaskClient client) => orchestrator(client);
}
