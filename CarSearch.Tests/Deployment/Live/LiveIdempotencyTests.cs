using System.Net;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment.Live;

/// <summary><c>Idempotency-Key</c> and DELETE on a running host.</summary>
public sealed class LiveIdempotencyTests(LiveHost host) : LiveTests(host)
{
    private static readonly string OtherBody = LiveSearch.Body[..^1] + ",\"driverAge\":31}";

    private readonly string key = Guid.NewGuid().ToString();

    [Fact]
    public async Task Sent_several_times_at_the_same_moment_a_key_gives_one_token_and_is_refused_for_another_search()
    {
        var tokens = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TokenAsync()));
        var token = Assert.Single(tokens.Distinct());
        using var other = await Client.PostSearchAsync(OtherBody, key);

        await other.ProblemAsync(HttpStatusCode.UnprocessableEntity, "IdempotencyKeyReused");
        Assert.Equal(token, await TokenAsync());
    }

    [Fact]
    public async Task After_a_deletion_a_repeat_gives_the_same_token_which_is_not_found()
    {
        var token = await TokenAsync();
        using var deleted = await Client.DeleteAsync(LiveSearch.PathOf(token));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        Assert.Equal(token, await TokenAsync());
        using var answer = await Client.GetAsync($"{LiveSearch.PathOf(token)}?wait=30");
        await answer.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    // None that is not ASCII: the Functions host does not forward such a header, and answers 500 itself.
    [Fact]
    public async Task A_key_that_is_too_long_or_has_a_space_is_refused()
    {
        foreach (var wrong in new[] { "a b", new string('k', 256) })
        {
            using var answer = await Client.PostSearchAsync(LiveSearch.Body, wrong);
            Assert.Equal("Idempotency-Key", await answer.WrongAsync("InvalidIdempotencyKey"));
        }
    }

    [Fact]
    public async Task A_search_that_runs_is_gone_when_it_is_deleted_and_can_be_deleted_once()
    {
        var path = LiveSearch.PathOf(await Client.StartAsync(LiveSearch.Body));
        using var refused = await Client.DeleteAsync($"{path}?force=true");
        using var first = await Client.DeleteAsync(path);
        using var answer = await Client.GetAsync(path, "If-None-Match", "*");
        using var second = await Client.DeleteAsync(path);

        Assert.Equal("force", await refused.WrongAsync("InvalidQuery"));
        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        await answer.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
        await second.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    private async Task<string> TokenAsync()
    {
        using var answer = await Client.PostSearchAsync(LiveSearch.Body, key);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.JsonAsync()).Text("token");
    }
}
