using CarSearch.OpenTravel;
using CarSearch.OpenTravel.Transport;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.OpenTravel;

/// <summary>A connection over the client that hosts register, to a real server.</summary>
internal sealed class RealClient : IAsyncDisposable
{
    private readonly ServiceProvider services;

    /// <summary>Makes one.</summary>
    /// <param name="address">Where the supplier is asked.</param>
    /// <param name="change">Changes the client.</param>
    public RealClient(Uri address, Action<SocketsHttpHandler>? change = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        collection.AddCarSearch().AddOpenTravelSuppliers();
        collection.AddHttpClient(OpenTravelHttp.ClientName)
            .ConfigurePrimaryHttpMessageHandler((handler, _) => change?.Invoke((SocketsHttpHandler)handler));
        services = collection.BuildServiceProvider();
        Fixture = new(client: services.GetRequiredService<IHttpClientFactory>().CreateClient(OpenTravelHttp.ClientName)) { Address = address };
    }

    public ConnectionFixture Fixture { get; }

    /// <summary>What the client's own services log.</summary>
    public LogLines Log { get; } = new();

    /// <summary>What a call says that fails: once, or again after the pause.</summary>
    public async Task<string> FaultAsync(bool isAskedAgain)
    {
        var asking = Fixture.AskAsync();
        if (isAskedAgain)
        {
            await Fixture.PauseAsync();
        }

        return await ConnectionFixture.FaultAsync(asking);
    }

    public async ValueTask DisposeAsync()
    {
        Fixture.Dispose();
        await services.DisposeAsync();
        Assert.DoesNotContain(Log.All.Concat(Fixture.Log.All), line => line.Contains(ConnectionFixture.Secret, StringComparison.Ordinal));
    }
}
