using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>
/// The response for a search whose record has not ended:
/// the state of its orchestration, and the progress in the blob.
/// </summary>
public sealed class StateAnswerTests : OrchestratorTests
{
    private string Path => $"/api/searches/{Search.Token.Value}";

    [Theory]
    [InlineData("Pending", HttpStatusCode.Accepted, "NotStarted", null)]
    [InlineData("Running", HttpStatusCode.Accepted, "Running", null)]
    [InlineData("Suspended", HttpStatusCode.Accepted, "Running", null)]
    [InlineData("Completed", HttpStatusCode.OK, "Failed", "AttemptsExhausted")]
    [InlineData("Failed", HttpStatusCode.OK, "Failed", "AttemptsExhausted")]
    [InlineData("Terminated", HttpStatusCode.OK, "Canceled", "Canceled")]
    [InlineData("Canceled", HttpStatusCode.OK, "Canceled", "Canceled")]
    public async Task Without_a_record_the_orchestration_tells(string status, HttpStatusCode answer, string word, string? error)
    {
        Finds(status);
        var body = await Host.Client.GetJsonAsync(Path, answer);

        Assert.Equal(word, body.Text("status"));
        Assert.Equal(error, error is null ? null : body.GetProperty("error").Text("code"));
        Assert.Empty(body.GetProperty("suppliers").EnumerateArray());
        Assert.Equal("JFK", body.GetProperty("request").GetProperty("pickUp").Text("place"));
    }

    [Theory]
    [InlineData("Pending", HttpStatusCode.Accepted, "Running", "Running")]
    [InlineData("Running", HttpStatusCode.Accepted, "Running", "Running")]
    [InlineData("Completed", HttpStatusCode.OK, "Succeeded", "TimedOut")]
    [InlineData("Failed", HttpStatusCode.OK, "Succeeded", "TimedOut")]
    [InlineData("Terminated", HttpStatusCode.OK, "Canceled", "TimedOut")]
    [InlineData(null, HttpStatusCode.Accepted, "Running", "Running")]
    public async Task With_progress_in_the_record_it_is_told_too(string? status, HttpStatusCode answer, string word, string beta)
    {
        Finds(status);
        Host.Blobs.Put(Search.Progress());
        var body = await Host.Client.GetJsonAsync(Path, answer);

        Assert.Equal(word, body.Text("status"));
        Assert.Equal("Succeeded", body.Supplier("Alpha").Text("status"));
        Assert.Equal(beta, body.Supplier("Beta").Text("status"));
    }

    [Theory]
    [InlineData("Terminated", "Canceled")]
    [InlineData("Failed", "Succeeded")]
    public async Task An_end_that_was_told_stays_though_a_run_goes_on(string status, string word)
    {
        Finds(status);
        Host.Blobs.Put(Search.Progress());
        using var first = await Host.Client.GetAsync(Path);
        await Host.Activities.RunSearch(SearchInput.From(Search), default);
        using var second = await Host.Client.GetAsync(Path);

        Assert.Equal(word, (await second.JsonAsync()).Text("status"));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_end_that_a_GET_finds_is_counted_once()
    {
        using var seen = new Measurements(Host.Services.GetRequiredService<IMeterFactory>());
        Finds("Terminated");
        await Host.Client.GetJsonAsync(Path);
        await Host.Client.GetJsonAsync(Path);

        Assert.Equal(["carsearch.searches.ended 1 carsearch.status=Canceled"], seen.Of("carsearch.searches.ended"));
    }

    [Fact]
    public async Task Progress_of_a_search_that_nobody_runs_any_more_is_its_end_after_five_minutes()
    {
        Finds(null);
        Host.Blobs.Put(Search.Progress());
        Host.Time.Advance(CarSearchOptions.Lifetime + TimeSpan.FromTicks(1));
        var body = await Host.Client.GetJsonAsync(Path);

        Assert.Equal("Succeeded", body.Text("status"));
        Assert.Equal(JsonValueKind.Null, body.GetProperty("error").ValueKind);
    }

    [Theory]
    [InlineData("Pending", false, SearchStatus.Failed)]
    [InlineData("Suspended", false, SearchStatus.Failed)]
    [InlineData("Suspended", true, SearchStatus.Succeeded)]
    [InlineData("Running", true, SearchStatus.Succeeded)]
    public async Task A_search_that_neither_goes_on_nor_ends_is_ended_a_minute_after_its_five(
        string status, bool hasProgress, SearchStatus end)
    {
        Finds(status);
        if (hasProgress)
        {
            Host.Blobs.Put(Search.Progress());
        }

        Host.Time.Advance(CarSearchOptions.Lifetime + TimeSpan.FromMinutes(1));
        await Host.Client.GetJsonAsync(Path, HttpStatusCode.Accepted);
        Host.Time.Advance(TimeSpan.FromTicks(1));
        var body = await Host.Client.GetJsonAsync(Path);

        Assert.Equal(end.ToString(), body.Text("status"));
        var record = Host.Blobs.Find(Search.Token)!;
        Assert.Equal((end, hasProgress ? null : "AttemptsExhausted"), (record.Status, record.Error?.Code));
    }

    [Fact]
    public async Task A_record_that_has_ended_is_told_without_asking_anybody()
    {
        Host.Blobs.Put(Search.Ended());
        await Host.Client.GetJsonAsync(Path);

        Assert.Empty(Client.ReceivedCalls());
        Assert.Equal(1, Host.Blobs.Reads);
    }

    [Theory]
    [InlineData("Completed")]
    [InlineData("Failed")]
    [InlineData("Terminated")]
    [InlineData(null)]
    public async Task A_record_that_came_between_the_two_questions_is_told(string? status)
    {
        Client.Finds(Search.Token, () =>
        {
            Host.Blobs.Put(Search.Ended());
            return Instance(status);
        });
        var body = await Host.Client.GetJsonAsync(Path);

        Assert.Equal("Succeeded", body.Text("status"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_orchestrator_that_is_down_is_503_unless_the_record_has_ended(bool hasProgress)
    {
        Client.FailsToFind(new RpcException(new(StatusCode.Unavailable, $"{Search.Token.Value} can't be found.")));
        if (hasProgress)
        {
            Host.Blobs.Put(Search.Progress());
        }

        using (var answer = await Host.Client.GetAsync(Path))
        {
            await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        Host.Blobs.Put(Search.Ended());
        await Host.Client.GetJsonAsync(Path);
        Host.Log.AssertNone(Search.Token.Value);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData("keys%2F0123456789abcdef0123456789abcd")]
    [InlineData("..%2F..%2Fsecrets%2Fhost.json")]
    [InlineData("@search@0123456789abcdef0123456789ab")]
    public async Task A_token_of_another_form_reaches_neither_orchestrations_nor_records(string token)
    {
        using var got = await Host.Client.GetAsync($"/api/searches/{token}?wait=30");
        using var deleted = await Host.Client.DeleteAsync($"/api/searches/{token}");
        using var byUser = await Host.Client.GetAsync($"/api/searches?User={token}&wait=30");

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound],
            [got.StatusCode, deleted.StatusCode, byUser.StatusCode]);
        Assert.Empty(Client.ReceivedCalls());
        Assert.Equal(0, Host.Blobs.Requests);
    }

    [Theory]
    [InlineData("Pending", 1)]
    [InlineData("Running", 1)]
    [InlineData("Terminated", 0)]
    public async Task A_deletion_writes_the_tombstone_and_then_ends_the_orchestration(string status, int terminations)
    {
        var atTermination = new List<SearchStatus?>();
        Finds(status);
        Client.Terminates(_ =>
        {
            atTermination.Add(Host.Blobs.Find(Search.Token)?.Status);
            return Task.CompletedTask;
        });
        using var deleted = await Host.Client.DeleteAsync(Path);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(Enumerable.Repeat<SearchStatus?>(SearchStatus.Deleted, terminations), atTermination);
        using var found = await Host.Client.GetAsync(Path);
        await found.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
        Assert.DoesNotContain(Client.ReceivedCalls(), call => call.GetMethodInfo().Name.StartsWith("Purge", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deletion_counts_though_the_orchestration_could_not_be_ended()
    {
        Finds("Running");
        Client.Terminates(_ => Task.FromException(new RpcException(new(StatusCode.Unavailable, "Connection refused."))));
        using var deleted = await Host.Client.DeleteAsync(Path);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(SearchStatus.Deleted, Host.Blobs.Find(Search.Token)?.Status);
    }

    [Fact]
    public async Task A_deletion_with_nobody_to_ask_when_the_search_was_accepted_is_503()
    {
        Client.FailsToFind(new RpcException(new(StatusCode.Unavailable, "Connection refused.")));
        using var deleted = await Host.Client.DeleteAsync(Path);

        await deleted.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
        Assert.Null(Host.Blobs.Find(Search.Token));
    }

    private void Finds(string? status) => Client.Finds(Search.Token, () => Instance(status));

    private OrchestrationMetadata? Instance(string? status) =>
        status is null ? null : Search.Instance(Enum.Parse<OrchestrationRuntimeStatus>(status));
}
