using System.Net;
using System.Text;
using CarSearch.OpenTravel.Responses;
using CarSearch.OpenTravel.Transport;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The connection to a supplier named Alpha whose far end a test plays, on a clock that only the test moves.</summary>
internal sealed class ConnectionFixture : IDisposable
{
    /// <summary>Stands in every request: in the path, the query, the headers and the body.</summary>
    public const string Secret = "s3cr3t";

    /// <summary>The time limit of an attempt.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>The longest random pause.</summary>
    public static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(400);

    private readonly ILoggerFactory loggers;
    private readonly HttpClient client;

    public ConnectionFixture(int maxConcurrency = 8, HttpClient? client = null)
    {
        loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        this.client = client ?? new HttpClient(Handler) { Timeout = Timeout.InfiniteTimeSpan };
        Connection = new("Alpha", Limit, maxConcurrency, this.client, Time, loggers.CreateLogger<SupplierConnection>());
    }

    public ObservedTime Time { get; } = new();

    public LogLines Log { get; } = new();

    public ScriptedHandler Handler { get; } = new();

    public SupplierConnection Connection { get; }

    public Uri Address { get; init; } = new($"https://alpha.example/{Secret}/ota?key={Secret}");

    /// <summary>Starts to ask; the answer is read as it is from a supplier, and told as text.</summary>
    public Task<string> AskAsync(CancellationToken cancellationToken = default) => AskAsync(ReadAsync, cancellationToken);

    public Task<string> AskAsync(Func<HttpResponseMessage, CancellationToken, ValueTask<string>> read, CancellationToken cancellationToken = default) =>
        Connection.AskAsync(MakeRequest, read, cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

    /// <summary>What a failed call says, once it has failed.</summary>
    public static async Task<string> FaultAsync(Task asking)
    {
        var exception = await Assert.ThrowsAsync<SupplierException>(() => asking);
        Assert.False(exception.IsTransient);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
        return exception.Message;
    }

    /// <summary>Passes over the random pause before the second attempt of a call that failed so long after the clock's start.</summary>
    public async Task PauseAsync(TimeSpan after = default)
    {
        // It lasts a millisecond at least: what ends just now may be an earlier one, of full length.
        await Time.ArmedAsync(after + TimeSpan.FromMilliseconds(1), after + Jitter);
        Time.MoveTo(after + Jitter);
    }

    /// <summary>The next request is answered with this.</summary>
    public async Task AnswerNextAsync(HttpStatusCode status, string body = "") => (await Handler.NextAsync()).Answer(Answer(status, body));

    public static HttpResponseMessage Answer(HttpStatusCode status, string body = "", string type = "text/plain") =>
        new(status) { Content = new StringContent(body, null, type) };

    /// <summary>An answer with a body that goes on as a test says.</summary>
    public static HttpResponseMessage Answer(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    public void Dispose()
    {
        Connection.Dispose();
        client.Dispose();
        loggers.Dispose();
    }

    private HttpRequestMessage MakeRequest() => new(HttpMethod.Post, Address)
    {
        Headers = { Authorization = new("Basic", Secret) },
        Content = new StringContent($"<Request>{Secret}</Request>"),
    };

    private static async ValueTask<string> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using var window = new AnswerWindow(await answer.Content.ReadAsStreamAsync(cancellationToken), AvailabilityReader.MostBytes);
        await window.FillAsync(cancellationToken);
        return Encoding.UTF8.GetString(window.Ready);
    }
}
