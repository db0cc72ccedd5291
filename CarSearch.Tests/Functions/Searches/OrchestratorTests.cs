using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using Microsoft.DurableTask.Client;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>Tests of a host on a substitute of the Durable client, with one search.</summary>
public abstract class OrchestratorTests : IDisposable
{
    protected OrchestratorTests() => Host = new(Client);

    protected DurableTaskClient Client { get; } = DurableClients.New();

    private protected AcceptedSearch Search { get; } = SampleSearches.New();

    private protected DurableHost Host { get; }

    public void Dispose()
    {
        Host.Dispose();
        GC.SuppressFinalize(this);
    }
}
