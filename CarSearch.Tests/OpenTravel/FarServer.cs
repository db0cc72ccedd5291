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

/// <summary>A supplier's HTTP server on a port of its own.</summary>
internal sealed class FarServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private FarServer(WebApplication app) => this.app = app;

    /// <summary>Where it is asked.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The protocol and the connection of each request, and what it has to say of itself.</summary>
    public ConcurrentQueue<(string Protocol, string Connection, IHeaderDictionary Headers)> Requests { get; } = [];

    /// <summary>Starts one.</summary>
    /// <param name="answer">What it does with a request.</param>
    /// <param name="certificate">The certificate, where it takes HTTPS.</param>
    /// <param name="protocols">The versions of HTTP that it offers.</param>
    public static async Task<FarServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null, HttpProtocols protocols = HttpProtocols.Http1AndHttp2)
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
        var server = new FarServer(builder.Build());
        server.app.Run(context =>
        {
            server.Requests.Enqueue((context.Request.Protocol, context.Connection.Id, new HeaderDictionary(context.Request.Headers.ToDictionary())));
            return answer(context);
        });
        await server.app.StartAsync();
        server.Address = new Uri(new Uri(server.app.Urls.Single()), $"/{ConnectionFixture.Secret}/ota?key={ConnectionFixture.Secret}");
        return server;
    }

    /// <summary>A certificate that nobody trusts.</summary>
    public static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
