using System.Net.Http.Json;
using System.Text.Json;
using CarSearch.Suppliers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Hosting;

/// <summary>The embedded host in this process, over real HTTP, on a clock that only a test moves and with suppliers that say what it wants.</summary>
public sealed class CarSearchApplication : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> settings = [];
    private readonly List<Action<IServiceCollection>> changes = [];

    public CarSearchApplication(params ScriptedSupplier[] suppliers)
        : this(null, suppliers)
    {
    }

    public CarSearchApplication(TempFolder? folder, params ScriptedSupplier[] suppliers)
    {
        Folder = folder ?? new();
        OwnsFolder = folder is null;
        Suppliers = suppliers;
        ClientOptions.AllowAutoRedirect = false;
        ClientOptions.HandleCookies = false;
        UseKestrel(0);
    }

    /// <summary>Monday noon in New York; 4 December 2026 is eleven days ahead.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 23, 17, 0, 0, TimeSpan.Zero);

    /// <summary>A search that every application accepts at <see cref="Start"/>.</summary>
    public const string Weekend =
        """{"pickUp":{"place":"JFK","at":"2026-12-04T10:00"},"dropOff":{"at":"2026-12-06T10:00"}}""";

    public FakeTimeProvider Time { get; init; } = new(Start);

    public ScriptedSupplier[] Suppliers { get; }

    public TempFolder Folder { get; }

    public LogLines Log { get; } = new();

    private bool OwnsFolder { get; }

    /// <summary>Sets <c>CarSearch:name</c>, before the first client is made.</summary>
    public CarSearchApplication With(string name, string value) => WithSetting($"CarSearch:{name}", value);

    /// <summary>Sets any setting, before the first client is made.</summary>
    public CarSearchApplication WithSetting(string path, string value)
    {
        settings[path] = value;
        return this;
    }

    /// <summary>Changes the host's services, before the first client is made.</summary>
    public CarSearchApplication With(Action<IServiceCollection> change)
    {
        changes.Add(change);
        return this;
    }

    /// <summary>A client over a real connection.</summary>
    public HttpClient Client() => CreateClient();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("CarSearch:Database", Path.Combine(Folder.Path, "carsearch.db"));
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Time);
            foreach (var supplier in Suppliers)
            {
                services.AddSingleton<ISupplier>(supplier);
            }

            changes.ForEach(change => change(services));
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && OwnsFolder)
        {
            Folder.Dispose();
        }
    }
}

/// <summary>What tests do over and over with a client.</summary>
public static class ClientExtensions
{
    public static Task<HttpResponseMessage> PostSearchAsync(this HttpClient client, string json = CarSearchApplication.Weekend, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/searches")
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        return client.SendAsync(request);
    }

    /// <summary>Starts a search and gives its token.</summary>
    public static async Task<string> StartAsync(this HttpClient client, string json = CarSearchApplication.Weekend)
    {
        using var answer = await client.PostSearchAsync(json);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.JsonAsync()).GetProperty("token").GetString()!;
    }

    /// <summary>Starts a search whose suppliers answer at once, and gives its token when it has ended.</summary>
    public static async Task<string> StartAndEndAsync(this HttpClient client, string json = CarSearchApplication.Weekend)
    {
        var token = await client.StartAsync(json);
        using var answer = await client.GetAsync($"/api/searches/{token}?wait=30");
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return token;
    }

    public static Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>Asks again and again until the answer is as expected: for what happens by itself and soon, without sleeping. Fails after 30 s.</summary>
    public static async Task<JsonElement> UntilAsync(this HttpClient client, string path, Func<JsonElement, bool> expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await client.GetAsync(path, limit.Token);
            var body = await answer.JsonAsync();
            if (expected(body))
            {
                return body;
            }
        }
    }
}
