using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The registered client with a real server: decompression, headers and connections.</summary>
public sealed class OpenTravelHttpTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes($"<Result>{string.Concat(Enumerable.Range(0, 1_000))}</Result>");

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_response_is_decompressed(string encoding)
    {
        await using var server = await HttpTestServer.StartAsync(context => WriteAsync(context, encoding, Compress(encoding)));
        await using var client = new RegisteredClient(server.Address);
        Assert.Equal(Encoding.UTF8.GetString(Body), await client.Fixture.SendAsync());
        Assert.Contains(encoding, server.Requests.Single().Headers.AcceptEncoding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_response_that_is_not_compressed_as_declared_fails(string encoding)
    {
        await using var server = await HttpTestServer.StartAsync(context => WriteAsync(context, encoding, Body));
        await using var client = new RegisteredClient(server.Address);
        Assert.Equal("Alpha's response could not be decompressed.", await client.FaultAsync(isRetried: true));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    public async Task Sequential_requests_share_a_connection(string encoding)
    {
        await using var server = await HttpTestServer.StartAsync(
            context => WriteAsync(context, encoding, encoding is "" ? Body : Compress(encoding)));
        await using var client = new RegisteredClient(server.Address);
        for (var i = 0; i < 10; i++)
        {
            await client.Fixture.SendAsync();
        }

        Assert.Equal(10, server.Requests.Count);
        Assert.Single(server.Requests.Select(request => request.Connection).Distinct());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = await HttpTestServer.StartAsync(context =>
        {
            context.Response.Redirect($"/elsewhere?{ConnectionFixture.Secret}", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        await using var client = new RegisteredClient(server.Address);
        Assert.Equal(
            "Alpha redirected the request (HTTP 307); its Endpoint must be the target of the redirect.",
                await client.FaultAsync(isRetried: false));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_cookie_is_not_sent_back()
    {
        await using var server = await HttpTestServer.StartAsync(context =>
        {
            context.Response.Cookies.Append("session", "1");
            return Task.CompletedTask;
        });
        await using var client = new RegisteredClient(server.Address);
        await client.Fixture.SendAsync();
        await client.Fixture.SendAsync();
        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.False(request.Headers.ContainsKey("Cookie")));
    }

    [Fact]
    public async Task A_request_has_a_user_agent_and_no_trace_headers()
    {
        using var activity = new Activity("Search").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("customer", "one").Start();
        var activities = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("System.Net", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = started =>
            {
                // Other tests have activities too.
                if (started.TraceId == activity.TraceId)
                {
                    activities.Enqueue(started.OperationName);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        activity.TraceStateString = "state";
        await using var server = await HttpTestServer.StartAsync(_ => Task.CompletedTask);
        await using var client = new RegisteredClient(server.Address);
        await client.Fixture.SendAsync();
        var headers = server.Requests.Single().Headers;
        Assert.Equal("CarSearch/1.0.0", headers.UserAgent);
        Assert.Equal(["Accept-Encoding", "Authorization", "Content-Length", "Content-Type", "Host", "User-Agent"],
            headers.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(activities);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    public async Task HTTP_2_is_used_if_it_is_offered(HttpProtocols offered, string spoken)
    {
        using var certificate = HttpTestServer.CreateCertificate();
        await using var server = await HttpTestServer.StartAsync(context => context.Response.WriteAsync("<Result/>"), certificate, offered);
#pragma warning disable CA5359 // The server is the test's own.
        await using var client = new RegisteredClient(
            server.Address, handler => handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true);
#pragma warning restore CA5359
        Assert.Equal("<Result/>", await client.Fixture.SendAsync());
        Assert.Equal(spoken, server.Requests.Single().Protocol);
    }

    [Fact]
    public async Task The_client_logs_nothing()
    {
        await using var server = await HttpTestServer.StartAsync(context => context.Response.WriteAsync("<Result/>"));
        await using var client = new RegisteredClient(server.Address);
        await client.Fixture.SendAsync();
        Assert.Empty(client.Log.All);
        Assert.Empty(client.Fixture.Log.All);
    }

    [Fact]
    public async Task A_stalled_body_times_out_and_its_connection_is_closed()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await HttpTestServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(left.SetResult);
            await context.Response.WriteAsync("<Result>");
            await context.Response.Body.FlushAsync();
            await left.Task;
        });
        await using var client = new RegisteredClient(server.Address);
        var call = client.Fixture.SendAsync(async (response, cancel) =>
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
            await reader.ReadAsync(new char["<Result>".Length], cancel);
            stalled.SetResult();
            return await reader.ReadToEndAsync(cancel);
        });
        await stalled.Task;
        client.Fixture.Time.MoveTo(ConnectionFixture.Limit);
        Assert.Equal("Alpha did not respond within 20 s.", await ConnectionFixture.FaultAsync(call));
        await left.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static Task WriteAsync(HttpContext context, string encoding, byte[] body)
    {
        context.Response.ContentType = "text/xml";
        if (encoding.Length > 0)
        {
            context.Response.Headers.ContentEncoding = encoding;
        }

        return context.Response.Body.WriteAsync(body).AsTask();
    }

    private static byte[] Compress(string encoding)
    {
        var compressed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest),
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest),
            _ => new ZLibStream(compressed, CompressionLevel.Fastest),
        })
        {
            stream.Write(Body);
        }

        return compressed.ToArray();
    }
}
