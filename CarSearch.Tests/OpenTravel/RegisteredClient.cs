using CarSearch.OpenTravel;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.OpenTravel;

/// <summary>A connection to a real server, with the client that hosts register.</summary>
internal sealed class RegisteredClient : IAsyncDisposable
{
    private readonly ServiceProvider services;

    /// <summary>Initializes the client.</summary>
    /// <param name="address">The address of the supplier.</param>
    /// <param name="configure">Configures the handler.</param>
    public RegisteredClient(Uri address, Action<SocketsHttpHandler>? configure = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        collection.AddCarSearch().AddOpenTravelSuppliers();
        collection.AddHttpClient(OpenTravelServices.ClientName)
            .ConfigurePrimaryHttpMessageHandler((handler, _) => configure?.Invoke((SocketsHttpHandler)handler));
        services = collection.BuildServiceProvider();
        Fixture = new(
            client: services.GetRequiredService<IHttpClientFactory>().CreateClient(OpenTravelServices.ClientName)) { Address = address };
    }

    public ConnectionFixture Fixture { get; }

    /// <summary>Gets the log of the client's services.</summary>
    public LogLines Log { get; } = new();

    /// <summary>Sends a request that fails, and returns the message.</summary>
    public async Task<string> FaultAsync(bool isRetried)
    {
        var call = Fixture.SendAsync();
        if (isRetried)
        {
            await Fixture.PauseAsync();
        }

        return await ConnectionFixture.FaultAsync(call);
    }

    public async ValueTask DisposeAsync()
    {
        Fixture.Dispose();
        await services.DisposeAsync();
        Assert.DoesNotContain(Log.All.Concat(Fixture.Log.All), line => line.Contains(ConnectionFixture.Secret, StringComparison.Ordinal));
    }
}
