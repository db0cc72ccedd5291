using System.Net;
using System.Text;
using CarSearch.OpenTravel.Responses;
using CarSearch.OpenTravel.Transport;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.OpenTravel;

/// <summary>A connection to a supplier named Alpha whose responses and clock a test controls.</summary>
internal sealed class ConnectionFixture : IDisposable
{
    /// <summary>A secret in the path, query, headers and body of every request.</summary>
    public const string Secret = "s3cr3t";

    /// <summary>The time limit of an attempt.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>The maximum delay before a retry.</summary>
    public static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(400);

    private readonly ILoggerFactory loggers;
    private readonly HttpClient client;

    public ConnectionFixture(int maxConcurrency = 8, HttpClient? client = null)
    {
        loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        this.client = client ?? new HttpClient(Handler) { Timeout = Timeout.InfiniteTimeSpan };
        Connection = new("Alpha", Limit, maxConcurrency, this.client, Time, loggers.CreateLogger<SupplierConnection>());
    }

    public ObservableTimeProvider Time { get; } = new();

    public LogLines Log { get; } = new();

    public ScriptedHandler Handler { get; } = new();

    public SupplierConnection Connection { get; }

    public Uri Address { get; init; } = new($"https://alpha.example/{Secret}/ota?key={Secret}");

    /// <summary>Sends a request and returns the body of the response.</summary>
    public Task<string> SendAsync(CancellationToken cancellationToken = default) => SendAsync(ReadAsync, cancellationToken);

    public Task<string> SendAsync(
        Func<HttpResponseMessage, CancellationToken, ValueTask<string>> read, CancellationToken cancellationToken = default) =>
        Connection.SendAsync(CreateRequest, read, cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

    /// <summary>Waits for a call to fail and returns the message.</summary>
    public static async Task<string> FaultAsync(Task call)
    {
        var exception = await Assert.ThrowsAsync<SupplierException>(() => call);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
        return exception.Message;
    }

    /// <summary>Advances the clock past the delay before the retry of a call that failed at the given time.</summary>
    public async Task PauseAsync(TimeSpan after = default)
    {
        // The delay is at least a millisecond. A timer that is due now may belong to an earlier call.
        await Time.ArmedAsync(after + TimeSpan.FromMilliseconds(1), after + Jitter);
        Time.MoveTo(after + Jitter);
    }

    /// <summary>Responds to the next request.</summary>
    public async Task RespondNextAsync(HttpStatusCode status, string body = "") =>
        (await Handler.NextAsync()).Respond(CreateResponse(status, body));

    public static HttpResponseMessage CreateResponse(HttpStatusCode status, string body = "", string type = "text/plain") =>
        new(status) { Content = new StringContent(body, null, type) };

    /// <summary>Creates a response with a body that a test controls.</summary>
    public static HttpResponseMessage CreateResponse(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    public void Dispose()
    {
        Connection.Dispose();
        client.Dispose();
        loggers.Dispose();
    }

    private HttpRequestMessage CreateRequest() => new(HttpMethod.Post, Address)
    {
        Headers = { Authorization = new("Basic", Secret) },
        Content = new StringContent($"<Request>{Secret}</Request>"),
    };

    private static async ValueTask<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var reader = new LookaheadReader(await response.Content.ReadAsStreamAsync(cancellationToken), AvailabilityReader.MaxBytes);
        await reader.FillAsync(cancellationToken);
        return Encoding.UTF8.GetString(reader.Buffered);
    }
}
