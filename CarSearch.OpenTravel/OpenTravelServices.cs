using System.Net;
using System.Net.Http.Headers;
using CarSearch.Suppliers;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.OpenTravel;

/// <summary>Registers the supplier kind OpenTravel.</summary>
public static class OpenTravelServices
{
    /// <summary>
    /// The name of the HTTP client. Its connections are shared; each supplier has an <see cref="HttpClient"/> of its own.
    /// </summary>
    internal const string ClientName = "CarSearch.OpenTravel";

    /// <summary>Adds the kind <c>OpenTravel</c>: suppliers that respond to <c>OTA_VehAvailRateRQ</c>.</summary>
    /// <param name="services">The services of the host.</param>
    public static IServiceCollection AddOpenTravelSuppliers(this IServiceCollection services)
    {
        // The handler renews its connections itself. It logs nothing, since addresses may contain secrets.
        services.AddHttpClient(ClientName, Configure)
            .UseSocketsHttpHandler(static (handler, _) => Configure(handler))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        return services.AddSingleton<ISupplierFactory, OpenTravelFactory>();
    }

    private static void Configure(HttpClient client)
    {
        client.Timeout = Timeout.InfiniteTimeSpan; // SupplierConnection enforces the time limit.
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        var version = typeof(OpenTravelServices).Assembly.GetName().Version!.ToString(3);
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("CarSearch", version));
    }

    private static void Configure(SocketsHttpHandler handler)
    {
        handler.AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli | DecompressionMethods.Deflate;

        // A redirect would send the credentials to an address that is not configured.
        handler.AllowAutoRedirect = false;

        // A session must not be shared between searches.
        handler.UseCookies = false;

        // Keeps trace ids from suppliers, and prevents activities that contain addresses.
        handler.ActivityHeadersPropagator = null;

        handler.ConnectTimeout = TimeSpan.FromSeconds(10);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5); // Follows DNS changes.
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90);
        handler.MaxResponseHeadersLength = 32; // KiB
        handler.EnableMultipleHttp2Connections = true;

        // Detects dead HTTP/2 connections, which all searches may share.
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(10);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
    }
}
