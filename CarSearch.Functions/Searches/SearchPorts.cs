using CarSearch.Searches;
using Microsoft.DurableTask.Client;

namespace CarSearch.Functions.Searches;

/// <summary>The two ports of CarSearch.Core in this host.</summary>
/// <param name="store">The store of records.</param>
/// <param name="orchestrator">Creates the orchestrator from the client that a trigger binds for one call.</param>
internal sealed class SearchPorts(ISearchStore store, Func<DurableTaskClient, ISearchOrchestrator> orchestrator)
{
    /// <summary>Gets the store of records.</summary>
    public ISearchStore Store => store;

    /// <summary>Creates the orchestrator for one call.</summary>
    public ISearchOrchestrator Orchestrator(DurableTaskClient client) => orchestrator(client);
}
