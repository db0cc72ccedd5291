using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.OpenTravel.Transport;

/// <summary>The HTTP client that suppliers are asked by. Its connections are shared and kept; each supplier has an <see cref="HttpClient"/> of its own.</summary>
internal static class OpenTravelHttp
{
    /// <summary>The name to ask <see cref="IHttpClientFactory"/> for.</summary>
    public const string ClientName = "CarSearch.OpenTravel";

    /// <summary>Adds the client.</summary>
    public static IServiceCollection AddOpenTravelHttp(this IServiceCollection services)
    {
        // The handler is kept for good, since it renews its connections by itself; and it logs nothing, since addresses may hold secrets.
        services.AddHttpClient(ClientName, Configure)
            .UseSocketsHttpHandler(static (handler, _) => Configure(handler))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        return services;
    }

    private static void Configure(HttpClient client)
    {
        client.Timeout = Timeout.InfiniteTimeSpan; // SupplierConnection limits the time, by the clock that it is given.
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("CarSearch", typeof(OpenTravelHttp).Assembly.GetName().Version!.ToString(3)));
    }

    private static void Configure(SocketsHttpHandler handler)
    {
        handler.AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli | DecompressionMethods.Deflate;

        // A redirect would carry the secrets of a request to an address that nobody has configured.
        handler.AllowAutoRedirect = false;

        // A session of one traveller's search is none of the next one's.
        handler.UseCookies = false;

        // Strangers have no use for the ids of our traces; and without them no activity is made that tells addresses.
        handler.ActivityHeadersPropagator = null;

        handler.ConnectTimeout = TimeSpan.FromSeconds(10);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5); // A change in DNS is followed within it.
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90);
        handler.MaxResponseHeadersLength = 32; // KiB
        handler.EnableMultipleHttp2Connections = true;

        // All searches may share one HTTP/2 connection: when it dies without a word, it must not stay for its whole lifetime.
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(10);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
    }
}
