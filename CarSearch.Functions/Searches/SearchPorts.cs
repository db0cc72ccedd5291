using CarSearch.Searches;
using Microsoft.DurableTask.Client;

namespace CarSearch.Functions.Searches;

/// <summary>
/// The two ports of CarSearch.Core in this host. The orchestrator is created for each call, from the client that the trigger binds.
/// </summary>
internal sealed record SearchPorts(ISearchStore Store, Func<DurableTaskClient, ISearchOrchestrator> Orchestrator);
