using System.Globalization;
using System.Net;
using System.Text.Json;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>What callers see, over HTTP, while the storage account of the records can't be used, and that nothing is lost by it.</summary>
public sealed class StorageDownTests : IDisposable
{
    private readonly ScriptedSupplier supplier = new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1"));
    private readonly CloudHost host;
    private readonly HttpClient client;

    public StorageDownTests()
    {
        host = (CloudHost)CloudHost.Start(new([supplier], new Dictionary<string, string>()));
        client = new(new ResponseCheckHandler()) { BaseAddress = host.Address };
    }

    public void Dispose()
    {
        client.Dispose();
        host.Dispose();
    }

    [Theory]
    [InlineData("nobody answers", "5")]
    [InlineData("429 and 17", "17")]
    [InlineData("503 and 120", "120")]
    [InlineData("403", "5")]
    public async Task Responses_have_Retry_After_and_later_everything_is_as_it_was(string fault, string retryAfter)
    {
        var token = await client.StartAndEndAsync();
        var path = $"/api/searches/{token}";
        Break(fault);

        await AssertUnavailableAsync(await client.GetAsync(path), retryAfter);
        await AssertUnavailableAsync(await client.GetAsync($"{path}?wait=30"), retryAfter);
        await AssertUnavailableAsync(await client.GetAsync($"/api/searches?User={token}"), retryAfter);
        await AssertUnavailableAsync(await client.DeleteAsync(path), retryAfter);
        await AssertUnavailableAsync(await client.PostSearchAsync(idempotencyKey: "k1"), retryAfter);
        Assert.Equal(1, supplier.Asked);

        host.Wire.Mend();
        Assert.Equal("A1", (await client.GetJsonAsync(path)).References());
        using var accepted = await client.PostSearchAsync(idempotencyKey: "k1");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var second = (await accepted.JsonAsync()).Text("token");
        Assert.Equal("A1", (await client.GetJsonAsync($"/api/searches/{second}?wait=30")).References());
        using var deleted = await client.DeleteAsync(path);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        host.Log.AssertNone(token, second);
    }

    [Theory]
    [InlineData("429 and 17", "17")]
    [InlineData("403", "5")]
    public async Task A_search_that_was_accepted_meanwhile_ends_once_storage_is_back(string fault, string retryAfter)
    {
        // The load of other instances was read a moment ago, so it is not read again.
        await client.StartAndEndAsync();
        Break(fault);
        var path = $"/api/searches/{await client.StartAsync()}";
        await AssertUnavailableAsync(await client.GetAsync(path), retryAfter);
        host.Wire.Mend();

        Assert.Equal("A1", (await UntilEndedAsync(path)).References());
        Assert.Equal(2, supplier.Asked);
    }

    [Theory]
    [InlineData("429 and 17", "17")]
    [InlineData("403", "5")]
    public async Task While_the_load_of_other_instances_can_not_be_read_nothing_is_accepted(string fault, string retryAfter)
    {
        Break(fault);
        await AssertUnavailableAsync(await client.PostSearchAsync(), retryAfter);
        host.Wire.Mend();

        Assert.Equal(0, supplier.Asked);
        await client.StartAndEndAsync();
        Assert.Equal(1, supplier.Asked);
    }

    [Fact]
    public async Task A_search_whose_storage_goes_down_while_it_runs_ends_with_its_answers_once_it_is_back()
    {
        supplier.Waits();
        var path = $"/api/searches/{await client.StartAsync()}";
        var question = await supplier.NextAsync();
        Break("503 and 120");
        question.Offer(TestOffers.Offer("B1"));
        await AssertUnavailableAsync(await client.GetAsync(path), "120");
        host.Wire.Mend();

        Assert.Equal("B1", (await UntilEndedAsync(path)).References());
        Assert.Equal(1, supplier.Asked);
    }

    [Fact]
    public async Task A_GET_that_waits_returns_at_its_end_that_storage_is_down()
    {
        supplier.Waits();
        var path = $"/api/searches/{await client.StartAsync()}";
        await supplier.NextAsync();
        var waiting = client.GetAsync($"{path}?wait=30");
        await host.Ports.WaiterAsync();
        Break("429 and 17");
        host.Time.Advance(TimeSpan.FromSeconds(30));

        await AssertUnavailableAsync(await waiting.WaitAsync(TimeSpan.FromSeconds(30)), "17");
    }

    [Theory]
    [InlineData("nobody answers")]
    [InlineData("503 and 120")]
    public async Task Health_reports_it_until_storage_is_back(string fault)
    {
        Break(fault);
        using var sick = await client.GetAsync("/api/health");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (sick.StatusCode, sick.Header("Retry-After")));
        host.Wire.Mend();
        host.Time.Advance(TimeSpan.FromSeconds(5));
        using var well = await client.GetAsync("/api/health");
        Assert.Equal(HttpStatusCode.OK, well.StatusCode);
    }

    private static async Task AssertUnavailableAsync(HttpResponseMessage answer, string retryAfter)
    {
        using (answer)
        {
            await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");

            // The time that is known, and jitter of up to a half.
            var least = int.Parse(retryAfter, CultureInfo.InvariantCulture);
            Assert.InRange(answer.RetryAfter(), least, Math.Ceiling(1.5 * least));
        }
    }

    private void Break(string fault)
    {
        switch (fault)
        {
            case "nobody answers":
                host.Wire.Before = _ => throw new HttpRequestException("Connection refused.");
                break;
            case "429 and 17":
                host.Wire.Refuses(HttpStatusCode.TooManyRequests, "TooManyRequests", "17");
                break;
            case "503 and 120":
                host.Wire.Refuses(HttpStatusCode.ServiceUnavailable, "ServerBusy", "120");
                break;
            default:
                host.Wire.Refuses(HttpStatusCode.Forbidden, "AuthorizationFailure");
                break;
        }
    }

    /// <summary>Looks until the search has ended, while the pauses of its run pass.</summary>
    private Task<JsonElement> UntilEndedAsync(string path) => client.UntilAsync(path, body =>
    {
        host.Time.Advance(TimeSpan.FromSeconds(1));
        return body.Text("status") == "Succeeded";
    });
}
