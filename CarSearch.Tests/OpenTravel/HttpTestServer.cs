using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.OpenTravel;

/// <summary>An HTTP server on a free port.</summary>
internal sealed class HttpTestServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private HttpTestServer(WebApplication app) => this.app = app;

    /// <summary>Gets the address.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Gets the protocol, connection and headers of each request.</summary>
    public ConcurrentQueue<(string Protocol, string Connection, IHeaderDictionary Headers)> Requests { get; } = [];

    /// <summary>Starts a server.</summary>
    /// <param name="handle">Handles a request.</param>
    /// <param name="certificate">The certificate, for HTTPS.</param>
    /// <param name="protocols">The supported versions of HTTP.</param>
    public static async Task<HttpTestServer> StartAsync(
        RequestDelegate handle, X509Certificate2? certificate = null, HttpProtocols protocols = HttpProtocols.Http1AndHttp2)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var server = new HttpTestServer(builder.Build());
        server.app.Run(context =>
        {
            server.Requests.Enqueue(
                (context.Request.Protocol, context.Connection.Id, new HeaderDictionary(context.Request.Headers.ToDictionary())));
            return handle(context);
        });
        await server.app.StartAsync();
        server.Address = new Uri(new Uri(server.app.Urls.Single()), $"/{ConnectionFixture.Secret}/ota?key={ConnectionFixture.Secret}");
        return server;
    }

    /// <summary>Creates an untrusted certificate.</summary>
    public static X509Certificate2 CreateCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
