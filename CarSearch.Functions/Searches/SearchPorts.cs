using CarSearch.Searches;
using Microsoft.DurableTask.Client;

namespace CarSearch.Functions.Searches;

/// <summary>The two ports of CarSearch.Core in this host. The client that a trigger binds makes the orchestrator for one call.</summary>
internal sealed record SearchPorts(ISearchStore Store, Func<DurableTaskClient, ISearchOrchestrator> Orchestrator);
