using System.Net;
using System.Text.Json;
using CarSearch.Suppliers;
using CarSearch.Suppliers.Simulated;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Sandbox;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.OpenTravel;

/// <summary>
/// A search through the API of the embedded host, with three suppliers of the sandbox and five simulated ones. A fault of one supplier is
/// reported and does not affect the offers of the others.
/// </summary>
public sealed class SandboxedSearchTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromMilliseconds(400);

    /// <summary>The outcome of a fault: status, offers, dropped offers and error.</summary>
    public static TheoryData<string, string> PermanentFaults => new()
    {
        { "html", "Failed 0+0: Beta's response is a web page." },
        { "unauthorized", "Failed 0+0: Beta rejected the credentials (HTTP 401)." },
        { "busy", "Failed 0+0: Beta is overloaded (HTTP 503)." },
        { "too-many&seconds=30", "Failed 0+0: Beta is overloaded (HTTP 429)." },
        { "redirect", "Failed 0+0: Beta redirected the request (HTTP 307); its Endpoint must be the target of the redirect." },
        { "charset", "Failed 0+0: Beta's response is not encoded in its declared charset, utf-8." },
        { "ota-errors", "Failed 0+0: Beta rejected the credentials: The requestor is not authorized (OTA error 497)." },
        { "no-cars", "Succeeded 0+0: " },
        { "huge", "Failed 0+0: Beta's response exceeds 16 MiB." },
    };

    public static TheoryData<string, string> TransientFaults => new()
    {
        { "too-many", "Failed 0+0: Beta is overloaded (HTTP 429)." },
        { "error", "Failed 0+0: Beta failed (HTTP 500)." },
        { "reset", "Failed 0+0: Beta closed the connection." },
        { "cut", "Failed 0+0: Beta's response ended prematurely." },
        { "soap-fault", "Failed 0+0: Beta failed: The reservation system is not available (SOAP fault Server)." },
        { "flaky", "Succeeded 29+0: " },
    };

    [Theory]
    [MemberData(nameof(PermanentFaults))]
    public async Task A_permanent_fault_is_not_retried(string fault, string expected)
    {
        using var search = await StartAsync(fault);
        Assert.Equal(expected, await search.BetaAsync());
    }

    [Theory]
    [MemberData(nameof(TransientFaults))]
    public async Task A_transient_fault_is_retried_once(string fault, string expected)
    {
        using var search = await StartAsync(fault);
        await search.Time.ArmedAsync(TimeSpan.Zero, MaxRetryDelay);
        search.Time.MoveTo(MaxRetryDelay);
        Assert.Equal(expected, await search.BetaAsync());
    }

    [Fact]
    public async Task A_truncated_response_is_reported_with_its_position()
    {
        using var search = await StartAsync("truncated");
        await search.Time.ArmedAsync(TimeSpan.Zero, MaxRetryDelay);
        search.Time.MoveTo(MaxRetryDelay);
        Assert.Matches(@"^Failed 0\+0: Beta's response is incomplete \(line 1, position \d+\)\.$", await search.BetaAsync());
    }

    [Theory]
    [InlineData("slow")]
    [InlineData("stall")]
    public async Task A_slow_supplier_times_out_at_its_own_limit(string fault)
    {
        using var search = await StartAsync(fault);
        await search.WaitForOthersAsync();
        var limit = TimeSpan.FromSeconds(20);
        await search.Time.ArmedAsync(limit, limit, times: 3);
        search.Time.MoveTo(limit);
        Assert.Equal("TimedOut 0+0: Beta did not respond within 20 s.", await search.BetaAsync());
    }

    [Fact]
    public async Task Offers_in_another_currency_are_served_unconverted_and_sorted_last()
    {
        using var search = await StartAsync("other-currency");
        await search.BetaAsync();
        var offers = await search.OffersAsync();
        Assert.Equal(["USD", "EUR"], offers.Select(offer => offer.GetProperty("price").Text("currency")).Distinct());
        Assert.All(offers, offer => Assert.Equal(
            offer.Text("supplier") == "Beta" ? "EUR" : "USD", offer.GetProperty("price").Text("currency")));
        Assert.Equal(29, offers.Count(offer => offer.Text("supplier") == "Beta"));
    }

    [Fact]
    public async Task Without_a_fault_all_succeed_and_offers_of_a_broker_name_the_rental_company()
    {
        using var search = await StartAsync(null);
        Assert.Equal("Succeeded 29+0: ", await search.BetaAsync());
        var vendors = (await search.OffersAsync()).Where(offer => offer.Text("supplier") == "Gamma")
            .Select(offer => offer.GetProperty("vendor").GetString());
        Assert.Equal(5, vendors.Distinct().Count());
    }

    private async Task<Search> StartAsync(string? fault)
    {
        var search = new Search(box.Sandbox, fault);
        await search.StartAsync();
        return search;
    }

    private sealed class Search : IDisposable
    {
        private static readonly string[] Simulated = ["Crownmere", "Kestrelgo", "Larkline", "Haulbright", "Pennywheel"];

        private readonly CarSearchApplication app;
        private readonly HttpClient client;
        private string? token;

        public Search(SupplierSandbox sandbox, string? fault)
        {
            app = new() { Time = Time };
            app.With("Simulated:LatencyScale", "0").With("Simulated:FaultRate", "0").With("SupplierTimeout", "00:01:00")
                .With("Deadline", "00:02:00");
            Uri[] endpoints = [sandbox.Address("Alderway"), sandbox.Address("Transvio", fault), sandbox.Address("Rentmosaic")];
            string[] names = ["Alpha", "Beta", "Gamma"];
            string[] envelopes = ["None", "Soap11", "Soap12"];
            for (var i = 0; i < 3; i++)
            {
                Set(i, ("Kind", "OpenTravel"), ("Name", names[i]), ("Rating", $"{7 + i}"), ("Endpoint", endpoints[i].AbsoluteUri),
                    ("Envelope", envelopes[i]),
                    ("RequestorId", "CS-4711"), ("Secret", "hunter2"));
            }

            for (var i = 0; i < Simulated.Length; i++)
            {
                Set(3 + i, ("Kind", "Simulated"), ("Name", Simulated[i]));
            }

            client = app.Client();
        }

        public ObservableTimeProvider Time { get; } = new();

        public async Task StartAsync() => token = await client.StartAsync();

        /// <summary>Waits for all suppliers except Beta.</summary>
        public async Task WaitForOthersAsync() => await client.UntilAsync(
            $"/api/searches/{token}?limit=1", body =>
                Suppliers(body).Count(supplier => supplier.Text("status") != "Running") == 7);

        /// <summary>Waits for the end of the search, checks the other suppliers, and returns the outcome of Beta.</summary>
        public async Task<string> BetaAsync()
        {
            var ended = await client.UntilAsync(
                $"/api/searches/{token}?limit=1", body => body.Text("status") is not ("NotStarted" or "Running"));
            Assert.Equal("Succeeded", ended.Text("status"));
            Assert.Equal(
                await CountOthersAsync(),
                string.Join(", ", Suppliers(ended).Where(supplier => supplier.Text("name") != "Beta")
                    .Select(supplier => $"{supplier.Text("name")} {supplier.GetProperty("offers")}")));
            Assert.All(Suppliers(ended).Where(supplier => supplier.Text("name") != "Beta"), supplier => Assert.Equal(
                ("Succeeded", JsonValueKind.Null), (supplier.Text("status"), supplier.GetProperty("error").ValueKind)));
            app.Log.AssertNone("hunter2", "/ota/");
            var beta = Suppliers(ended).Single(supplier => supplier.Text("name") == "Beta");
            var reason = beta.GetProperty("error") is { ValueKind: JsonValueKind.Object } error ? error.Text("message") : "";
            return $"{beta.GetProperty("status")} {beta.GetProperty("offers")}+{beta.GetProperty("dropped")}: {reason}";
        }

        /// <summary>Returns all offers in the order of the API.</summary>
        public async Task<List<JsonElement>> OffersAsync()
        {
            var all = new List<JsonElement>();
            for (var path = $"/api/searches/{token}?limit=100"; path is not null;)
            {
                using var response = await client.GetAsync(path);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                var page = await response.JsonAsync();
                all.AddRange(page.GetProperty("offers").EnumerateArray());
                path = page.GetProperty("links").GetProperty("next").GetString();
            }

            return all;
        }

        public void Dispose()
        {
            client.Dispose();
            app.Dispose();
        }

        /// <summary>Returns the number of offers of the other suppliers.</summary>
        private static async Task<string> CountOthersAsync()
        {
            var fleet = SimulatedFleet.Create(new() { LatencyScale = 0, FaultRate = 0 }, TimeProvider.System)
                .ToDictionary(supplier => supplier.Name);
            var request = new SupplierRequest("echo", SampleRequests.Weekend, TestSearches.Start);
            var counts = new List<string>();
            foreach (
                var (name, real) in new[] { ("Alpha", "Alderway"), ("Gamma", "Rentmosaic") }.Concat(Simulated.Select(name => (name, name))))
            {
                counts.Add($"{name} {(await fleet[real].SearchAsync(request, default)).Offers.Count}");
            }

            return string.Join(", ", counts);
        }

        private static JsonElement.ArrayEnumerator Suppliers(JsonElement body) => body.GetProperty("suppliers").EnumerateArray();

        private void Set(int at, params (string Name, string Value)[] settings)
        {
            foreach (var (name, value) in settings)
            {
                app.With($"Suppliers:{at}:{name}", value);
            }
        }
    }
}
