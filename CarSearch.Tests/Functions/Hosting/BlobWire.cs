using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Azure.Core.Pipeline;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>What passed between a Blob client and its service.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the account, with its query.</param>
/// <param name="Status">The answer's status.</param>
internal sealed record BlobCall(string Method, string Path, int Status)
{
    /// <summary>Method and status: <c>GET 304</c>.</summary>
    public override string ToString() => $"{Method} {Status}";
}

/// <summary>
/// The wire between a Blob client and its service, below the client's own retries: keeps what passes, answers in the service's
/// stead, or loses an answer, when a test says so.
/// </summary>
internal sealed class BlobWire : DelegatingHandler
{
    private readonly ConcurrentQueue<BlobCall> calls = [];

    public BlobWire()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) => Transport = new(this);

    /// <summary>What a client takes to use this wire.</summary>
    public HttpClientTransport Transport { get; }

    /// <summary>Called before each request: may wait, throw, or answer instead of the service.</summary>
    public Func<HttpRequestMessage, Task<HttpResponseMessage?>>? Before { get; set; }

    /// <summary>Called after the service has done what a request asks: whether its answer is lost.</summary>
    public Func<HttpRequestMessage, Task<bool>>? Loses { get; set; }

    /// <summary>All that has passed, in the order of the answers; lost ones included.</summary>
    public IReadOnlyList<BlobCall> Calls => [.. calls];

    /// <summary>What passes from now on is as if nothing had been before.</summary>
    public BlobWire Forget()
    {
        calls.Clear();
        return this;
    }

    /// <summary>Refuses every matching request from now on.</summary>
    public void Refuses(
        HttpStatusCode status,
        string code,
        string? retryAfter = null,
        string detail = "",
        Func<HttpRequestMessage, bool>? which = null) =>
        Before = request => Task.FromResult(which is null || which(request) ? Refusal(status, code, retryAfter, detail) : null);

    /// <summary>Lets the service answer every request from now on.</summary>
    public void Mend() => (Before, Loses) = (null, null);

    /// <summary>A refusal as the Blob service words it.</summary>
    public static HttpResponseMessage Refusal(HttpStatusCode status, string code, string? retryAfter = null, string detail = "")
    {
        var xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
            + $"<Error><Code>{code}</Code><Message>Refused.</Message>{detail}</Error>";
        var answer = new HttpResponseMessage(status) { Content = new StringContent(xml, Encoding.UTF8, "application/xml") };
        answer.Headers.Add("x-ms-error-code", code);
        if (retryAfter is not null)
        {
            answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return answer;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = (Before is { } before ? await before(request) : null) ?? await base.SendAsync(request, cancellationToken);
        calls.Enqueue(new(request.Method.Method, request.RequestUri!.PathAndQuery.Split('/', 3)[2], (int)answer.StatusCode));
        if (Loses is { } loses && await loses(request))
        {
            answer.Dispose();
            throw new HttpRequestException("The connection was closed before the answer came.");
        }

        return answer;
    }
}
