using System.Net;
using System.Security.Authentication;
using CarSearch.Suppliers;

namespace CarSearch.Tests.OpenTravel;

/// <summary>What a connection makes of an answer or its failure: whether it asks again, and what it tells.</summary>
public sealed class AttemptTests
{
    /// <summary>Faults of the connection, what is told of them, and whether the supplier is asked again.</summary>
    public static TheoryData<Exception, string, bool> Faults => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError), "Alpha's address can't be found.", true },
        { new HttpRequestException(HttpRequestError.ConnectionError), "Alpha could not be reached.", true },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError), "Alpha could not be reached.", true },
        { new TaskCanceledException("The handler's limit.", new TimeoutException()), "Alpha could not be reached.", true },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, null, new AuthenticationException()), "Alpha's certificate or encryption can't be trusted.", false },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, null, new IOException()), "Alpha broke off the connection.", true },
        { new HttpRequestException(HttpRequestError.HttpProtocolError), "Alpha broke off the connection.", true },
        { new HttpRequestException("Reset."), "Alpha broke off the connection.", true },
        { new HttpRequestException(HttpRequestError.ResponseEnded), "Alpha broke off its answer.", true },
        { new HttpRequestException(HttpRequestError.InvalidResponse), "Alpha's answer is not HTTP.", false },
        { new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded), "Alpha's answer has more headers than are read.", false },
        { new InvalidOperationException(), "Alpha's answer could not be used.", false },
    };

    /// <summary>What breaks while an answer is read.</summary>
    public static TheoryData<Exception, string> Breaks => new()
    {
        { new IOException("Reset."), "Alpha broke off its answer." },
        { new HttpIOException(HttpRequestError.ResponseEnded), "Alpha broke off its answer." },
        { new HttpIOException(HttpRequestError.HttpProtocolError), "Alpha broke off the connection." },
        { new HttpRequestException(HttpRequestError.ResponseEnded), "Alpha broke off its answer." },
        { new InvalidDataException(), "Alpha's answer can't be decompressed." },
        { new InvalidOperationException("Brotli's way to say it."), "Alpha's answer can't be decompressed." },
    };

    [Theory]
    [InlineData(200)]
    [InlineData(203)]
    public async Task An_answer_is_read(int status)
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        await fixture.AnswerNextAsync((HttpStatusCode)status, "<Answer/>");
        Assert.Equal("<Answer/>", await asking);
        Assert.Equal(1, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData(408, "Alpha failed (HTTP 408).")]
    [InlineData(429, "Alpha is too busy to answer (HTTP 429).")]
    [InlineData(500, "Alpha failed (HTTP 500).")]
    [InlineData(502, "Alpha failed (HTTP 502).")]
    [InlineData(503, "Alpha is too busy to answer (HTTP 503).")]
    [InlineData(504, "Alpha failed (HTTP 504).")]
    [InlineData(520, "Alpha failed (HTTP 520).")]
    public async Task A_transient_refusal_is_followed_by_one_more_attempt(int status, string sentence)
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        await fixture.AnswerNextAsync((HttpStatusCode)status);
        await fixture.PauseAsync();
        await fixture.AnswerNextAsync(HttpStatusCode.OK, "<Answer/>");
        Assert.Equal("<Answer/>", await asking);

        asking = fixture.AskAsync();
        await fixture.AnswerNextAsync((HttpStatusCode)status);
        await fixture.PauseAsync(ConnectionFixture.Jitter);
        await fixture.AnswerNextAsync((HttpStatusCode)status);
        Assert.Equal(sentence, await ConnectionFixture.FaultAsync(asking));
        Assert.Equal(4, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData(301, "Alpha answers with a redirect (HTTP 301); its Endpoint has to be the address that it leads to.")]
    [InlineData(308, "Alpha answers with a redirect (HTTP 308); its Endpoint has to be the address that it leads to.")]
    [InlineData(400, "Alpha refused the request (HTTP 400).")]
    [InlineData(401, "Alpha refuses the credentials that it was given (HTTP 401).")]
    [InlineData(403, "Alpha refuses the credentials that it was given (HTTP 403).")]
    [InlineData(404, "Alpha has no service at its configured Endpoint (HTTP 404).")]
    [InlineData(407, "Alpha refuses the credentials that it was given (HTTP 407).")]
    [InlineData(410, "Alpha has no service at its configured Endpoint (HTTP 410).")]
    [InlineData(415, "Alpha refused the request (HTTP 415).")]
    [InlineData(501, "Alpha failed (HTTP 501).")]
    [InlineData(505, "Alpha failed (HTTP 505).")]
    public async Task A_lasting_refusal_is_told_at_once(int status, string sentence)
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        await fixture.AnswerNextAsync((HttpStatusCode)status, "Words of a stranger.");
        Assert.Equal(sentence, await ConnectionFixture.FaultAsync(asking));
        Assert.Equal(1, fixture.Handler.Sent);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_of_the_connection_is_told_in_a_sentence(Exception fault, string sentence, bool isTransient)
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        (await fixture.Handler.NextAsync()).Fail(fault);
        if (isTransient)
        {
            await fixture.PauseAsync();
            (await fixture.Handler.NextAsync()).Fail(fault);
        }

        Assert.Equal(sentence, await ConnectionFixture.FaultAsync(asking));
        Assert.Equal(isTransient ? 2 : 1, fixture.Handler.Sent);
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task An_answer_that_breaks_is_asked_for_once_more_and_only_once(Exception fault, string sentence)
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        using var body = new CutStream(fault);
        (await fixture.Handler.NextAsync()).Answer(ConnectionFixture.Answer(body));
        await fixture.PauseAsync();
        Assert.True(body.IsDisposed);
        (await fixture.Handler.NextAsync()).Answer(ConnectionFixture.Answer(new CutStream(fault)));
        Assert.Equal(sentence, await ConnectionFixture.FaultAsync(asking));
        Assert.Equal(2, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData(200, "text/xml", true)]
    [InlineData(400, "text/xml", true)]
    [InlineData(500, "application/soap+xml", true)]
    [InlineData(400, "text/plain", false)]
    [InlineData(500, "text/html", false)]
    [InlineData(503, "text/xml", false)]
    public async Task What_an_answer_says_itself_goes_before_its_status(int status, string type, bool isRead)
    {
        using var fixture = new ConnectionFixture();
        var wasRead = false;
        var asking = fixture.AskAsync((_, _) =>
        {
            wasRead = true;
            throw new SupplierException("Alpha knows no such station.");
        });
        (await fixture.Handler.NextAsync()).Answer(ConnectionFixture.Answer((HttpStatusCode)status, "<Fault/>", type));
        if (!isRead && status >= 500)
        {
            await fixture.PauseAsync();
            (await fixture.Handler.NextAsync()).Answer(ConnectionFixture.Answer((HttpStatusCode)status, "<Fault/>", type));
        }

        var sentence = await ConnectionFixture.FaultAsync(asking);
        Assert.Equal(isRead, wasRead);
        Assert.Equal(isRead, sentence == "Alpha knows no such station.");
        Assert.Equal(!isRead && status >= 500 ? 2 : 1, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(500)]
    public async Task A_transient_fault_in_an_answer_is_followed_by_one_more_attempt(int status)
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync((_, _) => throw new SupplierException("Alpha's system is restarting.", isTransient: true));
        (await fixture.Handler.NextAsync()).Answer(ConnectionFixture.Answer((HttpStatusCode)status, "<Fault/>", "text/xml"));
        await fixture.PauseAsync();
        (await fixture.Handler.NextAsync()).Answer(ConnectionFixture.Answer((HttpStatusCode)status, "<Fault/>", "text/xml"));
        Assert.Equal("Alpha's system is restarting.", await ConnectionFixture.FaultAsync(asking));
        Assert.Equal(2, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_body_of_a_refusal_tells_nothing_the_status_does(bool isReadable)
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync((_, _) => isReadable ? new("offers?") : throw new FormatException());
        (await fixture.Handler.NextAsync()).Answer(ConnectionFixture.Answer(HttpStatusCode.BadRequest, "<What/>", "text/xml"));
        Assert.Equal("Alpha refused the request (HTTP 400).", await ConnectionFixture.FaultAsync(asking));
    }

    [Fact]
    public async Task A_request_that_can_not_be_made_fails()
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.Connection.AskAsync<string>(() => throw new FormatException("The value s3cr3t is invalid."), (_, _) => new(""), default);
        var exception = await Assert.ThrowsAsync<SupplierException>(() => asking);
        Assert.Equal("Alpha's answer could not be used.", exception.Message);
        Assert.DoesNotContain("s3cr3t", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("FormatException", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(A_request_that_can_not_be_made_fails), exception.ToString(), StringComparison.Ordinal);
    }
}
