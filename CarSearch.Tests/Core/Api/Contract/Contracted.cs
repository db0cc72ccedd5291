using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>A host with a client that checks all responses against the description.</summary>
public sealed class Contracted<THost> : IDisposable
    where THost : IContractHost
{
    private readonly IContractHost host;

    public Contracted(params ScriptedSupplier[] suppliers)
        : this([], suppliers)
    {
    }

    public Contracted(Dictionary<string, string> settings, params ScriptedSupplier[] suppliers)
    {
        host = THost.Start(new(suppliers, settings));
        Client = new(new ResponseCheckHandler()) { BaseAddress = host.Address };
        RawClient = new(ResponseCheckHandler.NewConnections()) { BaseAddress = host.Address };
    }

    public HttpClient Client { get; }

    /// <summary>A client without this check, for responses that are not described.</summary>
    public HttpClient RawClient { get; }

    public Uri Address => host.Address;

    public SteppingTimeProvider Time => host.Time;

    public PortFaults Ports => host.Ports;

    public LogLines Log => host.Log;

    public void Dispose()
    {
        Client.Dispose();
        RawClient.Dispose();
        host.Dispose();
    }
}

/// <summary>A host shared by the tests of a class that do not change its state. Its supplier responds immediately with one offer.</summary>
public sealed class SharedHost<THost> : IDisposable
    where THost : IContractHost
{
    public Contracted<THost> Host { get; } = new(new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1")));

    public HttpClient Client => Host.Client;

    public void Dispose() => Host.Dispose();
}
