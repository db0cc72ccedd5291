using System.Net;
using System.Security.Authentication;
using CarSearch.Suppliers;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The retries and messages of a connection.</summary>
public sealed class SupplierConnectionTests
{
    /// <summary>Connection faults, their messages, and whether they are retried.</summary>
    public static TheoryData<Exception, string, bool> Faults => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError), "Alpha's host name could not be resolved.", true },
        { new HttpRequestException(HttpRequestError.ConnectionError), "Alpha could not be reached.", true },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError), "Alpha could not be reached.", true },
        { new TaskCanceledException("The handler's limit.", new TimeoutException()), "Alpha could not be reached.", true },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, null, new AuthenticationException()),
            "Alpha's TLS certificate or protocol is not trusted.", false },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, null, new IOException()), "Alpha closed the connection.", true },
        { new HttpRequestException(HttpRequestError.HttpProtocolError), "Alpha closed the connection.", true },
        { new HttpRequestException("Reset."), "Alpha closed the connection.", true },
        { new HttpRequestException(HttpRequestError.ResponseEnded), "Alpha's response ended prematurely.", true },
        { new HttpRequestException(HttpRequestError.InvalidResponse), "Alpha's response is not valid HTTP.", false },
        { new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded), "Alpha's response headers exceed the size limit.", false },
        { new InvalidOperationException(), "Alpha's response could not be processed.", false },
    };

    /// <summary>Faults while a response is read.</summary>
    public static TheoryData<Exception, string> ReadFaults => new()
    {
        { new IOException("Reset."), "Alpha's response ended prematurely." },
        { new HttpIOException(HttpRequestError.ResponseEnded), "Alpha's response ended prematurely." },
        { new HttpIOException(HttpRequestError.HttpProtocolError), "Alpha closed the connection." },
        { new HttpRequestException(HttpRequestError.ResponseEnded), "Alpha's response ended prematurely." },
        { new InvalidDataException(), "Alpha's response could not be decompressed." },
        { new InvalidOperationException("As BrotliStream throws it."), "Alpha's response could not be decompressed." },
    };

    [Theory]
    [InlineData(408, "Alpha failed (HTTP 408).")]
    [InlineData(429, "Alpha is overloaded (HTTP 429).")]
    [InlineData(500, "Alpha failed (HTTP 500).")]
    [InlineData(503, "Alpha is overloaded (HTTP 503).")]
    public async Task A_transient_status_is_retried_once(int status, string message)
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync();
        await fixture.RespondNextAsync((HttpStatusCode)status);
        await fixture.PauseAsync();
        await fixture.RespondNextAsync(HttpStatusCode.OK, "<Result/>");
        Assert.Equal("<Result/>", await call);

        call = fixture.SendAsync();
        await fixture.RespondNextAsync((HttpStatusCode)status);
        await fixture.PauseAsync(ConnectionFixture.Jitter);
        await fixture.RespondNextAsync((HttpStatusCode)status);
        Assert.Equal(message, await ConnectionFixture.FaultAsync(call));
        Assert.Equal(4, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData(301, "Alpha redirected the request (HTTP 301); its Endpoint must be the target of the redirect.")]
    [InlineData(400, "Alpha rejected the request (HTTP 400).")]
    [InlineData(401, "Alpha rejected the credentials (HTTP 401).")]
    [InlineData(403, "Alpha rejected the credentials (HTTP 403).")]
    [InlineData(404, "Alpha has no service at its configured Endpoint (HTTP 404).")]
    [InlineData(410, "Alpha has no service at its configured Endpoint (HTTP 410).")]
    [InlineData(501, "Alpha failed (HTTP 501).")]
    public async Task A_permanent_status_is_not_retried(int status, string message)
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync();
        await fixture.RespondNextAsync((HttpStatusCode)status, "A text of the server.");
        Assert.Equal(message, await ConnectionFixture.FaultAsync(call));
        Assert.Equal(1, fixture.Handler.Sent);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_connection_fault_is_converted(Exception fault, string message, bool isTransient)
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync();
        (await fixture.Handler.NextAsync()).Fail(fault);
        if (isTransient)
        {
            await fixture.PauseAsync();
            (await fixture.Handler.NextAsync()).Fail(fault);
        }

        Assert.Equal(message, await ConnectionFixture.FaultAsync(call));
        Assert.Equal(isTransient ? 2 : 1, fixture.Handler.Sent);
    }

    [Theory]
    [MemberData(nameof(ReadFaults))]
    public async Task A_broken_response_is_retried_once(Exception fault, string message)
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync();
        using var body = new BrokenStream(fault);
        (await fixture.Handler.NextAsync()).Respond(ConnectionFixture.CreateResponse(body));
        await fixture.PauseAsync();
        Assert.True(body.IsDisposed);
        (await fixture.Handler.NextAsync()).Respond(ConnectionFixture.CreateResponse(new BrokenStream(fault)));
        Assert.Equal(message, await ConnectionFixture.FaultAsync(call));
        Assert.Equal(2, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData(200, "text/xml", true)]
    [InlineData(400, "text/xml", true)]
    [InlineData(500, "application/soap+xml", true)]
    [InlineData(400, "text/plain", false)]
    [InlineData(500, "text/html", false)]
    [InlineData(503, "text/xml", false)]
    public async Task A_fault_in_a_response_takes_precedence_over_its_status(int status, string type, bool isRead)
    {
        using var fixture = new ConnectionFixture();
        var wasRead = false;
        var call = fixture.SendAsync((_, _) =>
        {
            wasRead = true;
            throw new SupplierException("Alpha knows no such station.");
        });
        (await fixture.Handler.NextAsync()).Respond(ConnectionFixture.CreateResponse((HttpStatusCode)status, "<Fault/>", type));
        if (!isRead && status >= 500)
        {
            await fixture.PauseAsync();
            (await fixture.Handler.NextAsync()).Respond(ConnectionFixture.CreateResponse((HttpStatusCode)status, "<Fault/>", type));
        }

        var sentence = await ConnectionFixture.FaultAsync(call);
        Assert.Equal(isRead, wasRead);
        Assert.Equal(isRead, sentence == "Alpha knows no such station.");
        Assert.Equal(!isRead && status >= 500 ? 2 : 1, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(500)]
    public async Task A_transient_fault_in_a_response_is_retried_once(int status)
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync((_, _) => throw new SupplierException("Alpha's system is restarting.", isTransient: true));
        (await fixture.Handler.NextAsync()).Respond(ConnectionFixture.CreateResponse((HttpStatusCode)status, "<Fault/>", "text/xml"));
        await fixture.PauseAsync();
        (await fixture.Handler.NextAsync()).Respond(ConnectionFixture.CreateResponse((HttpStatusCode)status, "<Fault/>", "text/xml"));
        Assert.Equal("Alpha's system is restarting.", await ConnectionFixture.FaultAsync(call));
        Assert.Equal(2, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_fault_in_the_body_the_status_is_used(bool isReadable)
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync((_, _) => isReadable ? new("offers?") : throw new FormatException());
        (await fixture.Handler.NextAsync()).Respond(ConnectionFixture.CreateResponse(HttpStatusCode.BadRequest, "<What/>", "text/xml"));
        Assert.Equal("Alpha rejected the request (HTTP 400).", await ConnectionFixture.FaultAsync(call));
    }

    [Fact]
    public async Task A_request_that_can_not_be_created_fails()
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.Connection.SendAsync<string>(
            () => throw new FormatException("The value s3cr3t is invalid."), (_, _) => new(""), default);
        var exception = await Assert.ThrowsAsync<SupplierException>(() => call);
        Assert.Equal("Alpha's response could not be processed.", exception.Message);
        Assert.DoesNotContain("s3cr3t", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("FormatException", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(A_request_that_can_not_be_created_fails), exception.ToString(), StringComparison.Ordinal);
    }
}
