using System.Collections.Concurrent;
using System.Net;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment.Live;

/// <summary>
/// The host that <c>CARSEARCH_URL</c> names, or an embedded host of its own where that is not set. Every answer is held against the
/// description of the API, and every search that a test started is deleted in the end.
/// </summary>
public sealed class LiveHost : IAsyncLifetime, IDisposable
{
    /// <summary>How long a host may take until it is healthy: an instance in the cloud has to be started first.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, bool> started = [];
    private readonly TempFolder folder = new();
    private readonly TimeSpan patience;
    private readonly Lazy<Task<LiveSearch>> ended;
    private LiveTarget? target;
    private LocalProcess? process;

    public LiveHost()
        : this(LiveTarget.FromEnvironment(), Patience)
    {
    }

    internal LiveHost(LiveTarget? target, TimeSpan patience)
    {
        this.target = target;
        this.patience = patience;
        ended = new(() => LiveSearch.RunAsync(Client));
    }

    /// <summary>A client with the host's access key, if it has one.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>A client without a key.</summary>
    public HttpClient KeylessClient { get; private set; } = null!;

    /// <summary>The access key; null where the host has none.</summary>
    public string? Key => target!.Key;

    /// <summary>A search that has ended, and all its offers: one for all tests.</summary>
    internal Task<LiveSearch> Ended => ended.Value;

    public async Task InitializeAsync()
    {
        if (target is null)
        {
            var key = Guid.NewGuid().ToString("N");
            process = await LocalProcess.StartAsync(
                folder.Path, $"--CarSearch:Keys:live={key}", "--CarSearch:Simulated:LatencyScale=0.15");
            target = new(process.Address, key);
        }

        Client = NewClient();
        KeylessClient = NewClient();
        if (Key is not null)
        {
            Client.DefaultRequestHeaders.Add("x-functions-key", Key);
        }

        await AwaitHealthAsync();
        await CheckKeyAsync();
    }

    public async Task DisposeAsync()
    {
        try
        {
            await DeleteSearchesAsync();
        }
        finally
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }
    }

    public void Dispose()
    {
        Client?.Dispose();
        KeylessClient?.Dispose();
        folder.Dispose();
    }

    private HttpClient NewClient() => new(new ResponseCheckHandler(new StartedSearches(ResponseCheckHandler.NewConnections(), started)))
    {
        BaseAddress = target!.Address,
    };

    private async Task AwaitHealthAsync()
    {
        using var client = new HttpClient(ResponseCheckHandler.NewConnections()) { BaseAddress = target!.Address };
        using var limit = new CancellationTokenSource(patience);
        var last = "There was no answer.";
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync("/api/health", limit.Token);
                if (answer.StatusCode is HttpStatusCode.OK)
                {
                    return;
                }

                last = $"The last answer was {(int)answer.StatusCode}.";
                if (answer.Headers.Location is { } location)
                {
                    throw new InvalidOperationException(
                        $"The host redirects to {location}; set {LiveTarget.AddressVariable} to the address that it redirects to.");
                }
            }
            catch (HttpRequestException exception)
            {
                last = exception.Message;
            }
            catch (OperationCanceledException)
            {
                throw NotHealthy();
            }

            await Task.Delay(TimeSpan.FromSeconds(1), limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (limit.IsCancellationRequested)
            {
                throw NotHealthy();
            }
        }

        InvalidOperationException NotHealthy() =>
            new($"GET {target.Address}api/health was not answered with 200 within {patience.TotalSeconds} s. {last}");
    }

    private async Task CheckKeyAsync()
    {
        using var answer = await Client.GetAsync("/api/places?q=a&limit=1");
        if (answer.StatusCode is HttpStatusCode.Unauthorized)
        {
            throw new InvalidOperationException(Key is null
                ? $"The host asks for an access key: set {LiveTarget.KeyVariable}."
                : $"The host does not take the access key of {LiveTarget.KeyVariable}.");
        }
    }

    /// <summary>Deletes what is left; what a test has deleted is not found.</summary>
    private async Task DeleteSearchesAsync()
    {
        var remaining = new List<string>();
        foreach (var token in started.Keys)
        {
            using var answer = await Client.DeleteAsync($"/api/searches/{token}");
            if (answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotFound))
            {
                remaining.Add($"{(int)answer.StatusCode}");
            }
        }

        Assert.True(
            remaining.Count == 0, $"{remaining.Count} of {started.Count} searches could not be deleted: {string.Join(", ", remaining)}.");
    }
}

/// <summary>Tests that share one host, and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SharedLiveHost : ICollectionFixture<LiveHost>
{
    public const string Name = "Live";
}
