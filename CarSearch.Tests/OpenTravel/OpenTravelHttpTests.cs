using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The registered client against a real server: what it takes, what it sends, and how it keeps its connections.</summary>
public sealed class OpenTravelHttpTests
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes($"<Answer>{string.Concat(Enumerable.Range(0, 1_000))}</Answer>");

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_answer_is_taken(string encoding)
    {
        await using var server = await FarServer.StartAsync(context => WriteAsync(context, encoding, Compress(encoding)));
        await using var client = new RealClient(server.Address);
        Assert.Equal(Encoding.UTF8.GetString(Answer), await client.Fixture.AskAsync());
        Assert.Contains(encoding, server.Requests.Single().Headers.AcceptEncoding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task An_answer_that_is_not_compressed_as_it_says_fails(string encoding)
    {
        await using var server = await FarServer.StartAsync(context => WriteAsync(context, encoding, Answer));
        await using var client = new RealClient(server.Address);
        Assert.Equal("Alpha's answer can't be decompressed.", await client.FaultAsync(isAskedAgain: true));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    public async Task Requests_one_after_another_share_a_connection(string encoding)
    {
        await using var server = await FarServer.StartAsync(context => WriteAsync(context, encoding, encoding is "" ? Answer : Compress(encoding)));
        await using var client = new RealClient(server.Address);
        for (var i = 0; i < 10; i++)
        {
            await client.Fixture.AskAsync();
        }

        Assert.Equal(10, server.Requests.Count);
        Assert.Single(server.Requests.Select(request => request.Connection).Distinct());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = await FarServer.StartAsync(context =>
        {
            context.Response.Redirect($"/elsewhere?{ConnectionFixture.Secret}", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        await using var client = new RealClient(server.Address);
        Assert.Equal(
            "Alpha answers with a redirect (HTTP 307); its Endpoint has to be the address that it leads to.", await client.FaultAsync(isAskedAgain: false));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_cookie_is_not_sent_back()
    {
        await using var server = await FarServer.StartAsync(context =>
        {
            context.Response.Cookies.Append("session", "1");
            return Task.CompletedTask;
        });
        await using var client = new RealClient(server.Address);
        await client.Fixture.AskAsync();
        await client.Fixture.AskAsync();
        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.False(request.Headers.ContainsKey("Cookie")));
    }

    [Fact]
    public async Task A_request_tells_who_asks_and_nothing_of_our_traces()
    {
        using var activity = new Activity("Search").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("customer", "one").Start();
        var activities = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("System.Net", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = started =>
            {
                // Other tests have activities, too.
                if (started.TraceId == activity.TraceId)
                {
                    activities.Enqueue(started.OperationName);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        activity.TraceStateString = "state";
        await using var server = await FarServer.StartAsync(_ => Task.CompletedTask);
        await using var client = new RealClient(server.Address);
        await client.Fixture.AskAsync();
        var headers = server.Requests.Single().Headers;
        Assert.Equal("CarSearch/1.0.0", headers.UserAgent);
        Assert.Equal(["Accept-Encoding", "Authorization", "Content-Length", "Content-Type", "Host", "User-Agent"], headers.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(activities);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    public async Task HTTP_2_is_spoken_where_it_is_offered(HttpProtocols offered, string spoken)
    {
        using var certificate = FarServer.Certificate();
        await using var server = await FarServer.StartAsync(context => context.Response.WriteAsync("<Answer/>"), certificate, offered);
#pragma warning disable CA5359 // The server is the test's own.
        await using var client = new RealClient(server.Address, handler => handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true);
#pragma warning restore CA5359
        Assert.Equal("<Answer/>", await client.Fixture.AskAsync());
        Assert.Equal(spoken, server.Requests.Single().Protocol);
    }

    [Fact]
    public async Task The_client_logs_nothing()
    {
        await using var server = await FarServer.StartAsync(context => context.Response.WriteAsync("<Answer/>"));
        await using var client = new RealClient(server.Address);
        await client.Fixture.AskAsync();
        Assert.Empty(client.Log.All);
        Assert.Empty(client.Fixture.Log.All);
    }

    [Fact]
    public async Task A_body_that_stalls_is_given_up_and_its_connection_with_it()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await FarServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(left.SetResult);
            await context.Response.WriteAsync("<Answer>");
            await context.Response.Body.FlushAsync();
            await left.Task;
        });
        await using var client = new RealClient(server.Address);
        var asking = client.Fixture.AskAsync(async (answer, cancel) =>
        {
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancel));
            await reader.ReadAsync(new char["<Answer>".Length], cancel);
            stalled.SetResult();
            return await reader.ReadToEndAsync(cancel);
        });
        await stalled.Task;
        client.Fixture.Time.MoveTo(ConnectionFixture.Limit);
        Assert.Equal("Alpha did not answer within 20 s.", await ConnectionFixture.FaultAsync(asking));
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
            stream.Write(Answer);
        }

        return compressed.ToArray();
    }
}
