using System.Net;
using System.Text.Json;
using CarSearch.Suppliers;
using CarSearch.Suppliers.Simulated;
using CarSearch.Tests.Sandbox;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.OpenTravel;

/// <summary>
/// A search through the API of the embedded host, over three suppliers of the sandbox and five simulated ones: whatever happens to one of the three, its record
/// says it in a sentence of its own, and the others' offers are all there.
/// </summary>
public sealed class SandboxedSearchTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    /// <summary>What a fault makes of the supplier: its state, offers, dropped, and reason.</summary>
    public static TheoryData<string, string> AtOnce => new()
    {
        { "html", "Failed 0+0: Beta's answer is a web page." },
        { "not-found", "Failed 0+0: Beta has no service at its configured Endpoint (HTTP 404)." },
        { "unauthorized", "Failed 0+0: Beta refuses the credentials that it was given (HTTP 401)." },
        { "busy", "Failed 0+0: Beta is too busy to answer (HTTP 503)." },
        { "too-many&seconds=30", "Failed 0+0: Beta is too busy to answer (HTTP 429)." },
        { "redirect", "Failed 0+0: Beta answers with a redirect (HTTP 307); its Endpoint has to be the address that it leads to." },
        { "charset", "Failed 0+0: Beta's answer is not written in the charset that it declares, utf-8." },
        { "ota-errors", "Failed 0+0: Beta refuses the credentials that it was given: This requestor is not served (OTA error 497)." },
        { "no-cars", "Succeeded 0+0: " },
        { "deep", "Failed 0+0: Beta's answer is nested deeper than 64 elements." },
        { "doctype", "Failed 0+0: Beta's answer has a DTD, which is not read." },
        { "huge", "Failed 0+0: Beta's answer is longer than 16 MiB." },
        { "no-total", "Succeeded 15+14: " },
        { "other-currency", "Succeeded 29+0: " },
    };

    public static TheoryData<string, string> AfterARetry => new()
    {
        { "empty", "Failed 0+0: Beta's answer is empty." },
        { "too-many", "Failed 0+0: Beta is too busy to answer (HTTP 429)." },
        { "error", "Failed 0+0: Beta failed (HTTP 500)." },
        { "reset", "Failed 0+0: Beta broke off the connection." },
        { "cut", "Failed 0+0: Beta broke off its answer." },
        { "soap-fault", "Failed 0+0: Beta failed: The reservation system does not answer (SOAP fault Server)." },
        { "flaky", "Succeeded 29+0: " },
    };

    [Fact]
    public async Task Without_a_fault_all_eight_answer()
    {
        using var search = await StartAsync(null);
        Assert.Equal("Succeeded 29+0: ", await search.BetaAsync());
    }

    [Theory]
    [MemberData(nameof(AtOnce))]
    public async Task A_fault_that_asking_again_would_not_mend_is_told_at_once(string fault, string told)
    {
        using var search = await StartAsync(fault);
        Assert.Equal(told, await search.BetaAsync());
    }

    [Theory]
    [MemberData(nameof(AfterARetry))]
    public async Task After_a_passing_fault_the_supplier_is_asked_once_more(string fault, string told)
    {
        using var search = await StartAsync(fault);
        await search.Time.ArmedAsync(TimeSpan.Zero, LongestPause);
        search.Time.MoveTo(LongestPause);
        Assert.Equal(told, await search.BetaAsync());
    }

    [Fact]
    public async Task An_answer_that_breaks_off_says_where()
    {
        using var search = await StartAsync("truncated");
        await search.Time.ArmedAsync(TimeSpan.Zero, LongestPause);
        search.Time.MoveTo(LongestPause);
        Assert.Matches(@"^Failed 0\+0: Beta's answer breaks off \(line 1, position \d+\)\.$", await search.BetaAsync());
    }

    [Theory]
    [InlineData("slow")]
    [InlineData("stall")]
    public async Task A_supplier_that_is_too_slow_has_timed_out_at_its_own_limit(string fault)
    {
        using var search = await StartAsync(fault);
        await search.AllButBetaAsync();
        var limit = TimeSpan.FromSeconds(20);
        await search.Time.ArmedAsync(limit, limit, times: 3);
        search.Time.MoveTo(limit);
        Assert.Equal("TimedOut 0+0: Beta did not answer within 20 s.", await search.BetaAsync());
    }

    [Fact]
    public async Task Offers_in_another_currency_are_shown_as_they_are_and_come_last()
    {
        using var search = await StartAsync("other-currency");
        await search.BetaAsync();
        var offers = await search.OffersAsync();
        Assert.Equal(["USD", "EUR"], offers.Select(offer => offer.GetProperty("price").GetProperty("currency").GetString()).Distinct());
        Assert.All(offers, offer => Assert.Equal(
            offer.GetProperty("supplier").GetString() == "Beta" ? "EUR" : "USD", offer.GetProperty("price").GetProperty("currency").GetString()));
        Assert.Equal(29, offers.Count(offer => offer.GetProperty("supplier").GetString() == "Beta"));
    }

    [Fact]
    public async Task A_brokers_offers_tell_who_hands_out_the_car()
    {
        using var search = await StartAsync(null);
        await search.BetaAsync();
        var vendors = (await search.OffersAsync()).Where(offer => offer.GetProperty("supplier").GetString() == "Gamma").Select(offer => offer.GetProperty("vendor").GetString());
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
            app.With("Simulated:LatencyScale", "0").With("Simulated:FaultRate", "0").With("SupplierTimeout", "00:01:00").With("Deadline", "00:02:00");
            Uri[] endpoints = [sandbox.Address("Alderway"), sandbox.Address("Transvio", fault), sandbox.Address("Rentmosaic")];
            string[] names = ["Alpha", "Beta", "Gamma"];
            string[] envelopes = ["None", "Soap11", "Soap12"];
            for (var i = 0; i < 3; i++)
            {
                Set(i, ("Kind", "OpenTravel"), ("Name", names[i]), ("Rating", $"{7 + i}"), ("Endpoint", endpoints[i].AbsoluteUri), ("Envelope", envelopes[i]),
                    ("RequestorId", "CS-4711"), ("Secret", "hunter2"));
            }

            for (var i = 0; i < Simulated.Length; i++)
            {
                Set(3 + i, ("Kind", "Simulated"), ("Name", Simulated[i]));
            }

            client = app.Client();
        }

        public ObservedTime Time { get; } = new();

        public async Task StartAsync() => token = await client.StartAsync();

        /// <summary>Done when all but Beta have answered.</summary>
        public async Task AllButBetaAsync() => await client.UntilAsync(
            $"/api/searches/{token}?limit=1", body => Suppliers(body).Count(supplier => supplier.GetProperty("status").GetString() != "Running") == 7);

        /// <summary>What became of Beta when the search has ended, once it is sure that the others did not suffer.</summary>
        public async Task<string> BetaAsync()
        {
            var ended = await client.UntilAsync($"/api/searches/{token}?limit=1", body => body.GetProperty("status").GetString() is not ("NotStarted" or "Running"));
            Assert.Equal("Succeeded", ended.GetProperty("status").GetString());
            Assert.Equal(
                await OfferedAsync(),
                string.Join(", ", Suppliers(ended).Where(supplier => Name(supplier) != "Beta").Select(supplier => $"{Name(supplier)} {supplier.GetProperty("offers")}")));
            Assert.All(Suppliers(ended).Where(supplier => Name(supplier) != "Beta"), supplier => Assert.Equal(
                ("Succeeded", JsonValueKind.Null), (supplier.GetProperty("status").GetString(), supplier.GetProperty("error").ValueKind)));
            Assert.DoesNotContain(app.Log.All, line => line.Contains("hunter2", StringComparison.Ordinal) || line.Contains("/ota/", StringComparison.Ordinal));
            var beta = Suppliers(ended).Single(supplier => Name(supplier) == "Beta");
            var reason = beta.GetProperty("error") is { ValueKind: JsonValueKind.Object } error ? error.GetProperty("message").GetString() : "";
            return $"{beta.GetProperty("status")} {beta.GetProperty("offers")}+{beta.GetProperty("dropped")}: {reason}";
        }

        /// <summary>All offers, in the order in which the API tells them.</summary>
        public async Task<List<JsonElement>> OffersAsync()
        {
            var all = new List<JsonElement>();
            for (var path = $"/api/searches/{token}?limit=100"; path is not null;)
            {
                using var answer = await client.GetAsync(path);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                var page = await answer.JsonAsync();
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

        /// <summary>How much those who are not Beta have to offer, asked without any of this.</summary>
        private static async Task<string> OfferedAsync()
        {
            var fleet = SimulatedFleet.Create(new() { LatencyScale = 0, FaultRate = 0 }, TimeProvider.System).ToDictionary(supplier => supplier.Name);
            var request = new SupplierRequest("echo", SampleRequests.Weekend, ObservedTime.Began);
            var counts = new List<string>();
            foreach (var (name, real) in new[] { ("Alpha", "Alderway"), ("Gamma", "Rentmosaic") }.Concat(Simulated.Select(name => (name, name))))
            {
                counts.Add($"{name} {(await fleet[real].SearchAsync(request, default)).Offers.Count}");
            }

            return string.Join(", ", counts);
        }

        private static JsonElement.ArrayEnumerator Suppliers(JsonElement body) => body.GetProperty("suppliers").EnumerateArray();

        private static string Name(JsonElement supplier) => supplier.GetProperty("name").GetString()!;

        private void Set(int at, params (string Name, string Value)[] settings)
        {
            foreach (var (name, value) in settings)
            {
                app.With($"Suppliers:{at}:{name}", value);
            }
        }
    }
}
