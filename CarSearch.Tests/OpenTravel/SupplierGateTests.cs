using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.OpenTravel;

/// <summary>How many are on their way to a supplier at once, and how all keep away while it wants to be left alone.</summary>
public sealed class SupplierGateTests
{
    private const string Full = "Alpha is being asked by as many searches at once as it allows.";

    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(3);

    public static TheoryData<string, string> LongPauses => new()
    {
        { "6", "Alpha asked to be left alone for 6 s more." },
        { "42", "Alpha asked to be left alone for 42 s more." },
        { "600", "Alpha asked to be left alone for 600 s more." },
        { "601", "Alpha asked to be left alone for 600 s more." },
        { "2147483647", "Alpha asked to be left alone for 600 s more." },
        { Date(TimeSpan.FromSeconds(42)), "Alpha asked to be left alone for 42 s more." },
        { Date(TimeSpan.FromDays(3650)), "Alpha asked to be left alone for 600 s more." },
    };

    public static TheoryData<string> NoPauses => ["0", "-5", "soon", "1.5", "99999999999", Date(TimeSpan.Zero), Date(TimeSpan.FromDays(-1))];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_requests_are_under_way_at_once_than_allowed_and_four_times_as_many_wait(int places)
    {
        using var fixture = new ConnectionFixture(places);
        var asking = Enumerable.Range(0, 5 * places).Select(_ => fixture.AskAsync()).ToArray();
        Assert.Equal(Full, await ConnectionFixture.FaultAsync(fixture.AskAsync()));
        foreach (var _ in asking)
        {
            await fixture.AnswerNextAsync(HttpStatusCode.OK);
        }

        await Task.WhenAll(asking);
        Assert.Equal(5 * places, fixture.Handler.Sent);
        Assert.Equal(places, fixture.Handler.Most);
    }

    [Fact]
    public async Task A_place_is_held_until_the_answer_has_been_read()
    {
        using var fixture = new ConnectionFixture(maxConcurrency: 1);
        var read = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = fixture.AskAsync((_, _) => new(read.Task));
        await fixture.AnswerNextAsync(HttpStatusCode.OK);
        var others = Enumerable.Range(0, 4).Select(_ => fixture.AskAsync()).ToArray();
        Assert.Equal(Full, await ConnectionFixture.FaultAsync(fixture.AskAsync()));
        Assert.Equal(1, fixture.Handler.Sent);
        read.SetResult("");
        foreach (var _ in others)
        {
            await fixture.AnswerNextAsync(HttpStatusCode.OK);
        }

        await Task.WhenAll([first, .. others]);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(500)]
    public async Task A_short_pause_that_a_supplier_asks_for_is_kept_by_all_searches(int status)
    {
        using var fixture = new ConnectionFixture(maxConcurrency: 1);
        var first = fixture.AskAsync();
        var question = await fixture.Handler.NextAsync();
        var queued = fixture.AskAsync();
        question.Answer(Refusal(Asked.TotalSeconds.ToString("0", null), status));

        // The one that stood in the queue, the first again, and one that comes later: each waits on the clock.
        await fixture.Time.ArmedAsync(Asked, Asked + ConnectionFixture.Jitter);
        await fixture.PauseAsync();
        await fixture.Time.ArmedAsync(Asked, Asked + ConnectionFixture.Jitter, times: 2);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(1));
        var later = fixture.AskAsync();
        fixture.Time.MoveTo(Asked - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, fixture.Handler.Sent);
        Assert.False(first.IsCompleted || queued.IsCompleted || later.IsCompleted);

        fixture.Handler.Answers(() => ConnectionFixture.Answer(HttpStatusCode.OK, "<Answer/>"));
        fixture.Time.MoveTo(Asked + ConnectionFixture.Jitter);
        Assert.All(await Task.WhenAll(first, queued, later), answer => Assert.Equal("<Answer/>", answer));
        Assert.Equal(4, fixture.Handler.Sent);
        Assert.Equal("<Answer/>", await fixture.AskAsync());
    }

    [Fact]
    public async Task A_date_is_as_good_as_a_number_of_seconds()
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        (await fixture.Handler.NextAsync()).Answer(Refusal(Date(Asked)));
        await fixture.PauseAsync();
        await fixture.Time.ArmedAsync(Asked, Asked + ConnectionFixture.Jitter);
        Assert.Equal(1, fixture.Handler.Sent);
        fixture.Time.MoveTo(Asked + ConnectionFixture.Jitter);
        await fixture.AnswerNextAsync(HttpStatusCode.OK, "<Answer/>");
        Assert.Equal("<Answer/>", await asking);
    }

    [Theory]
    [MemberData(nameof(LongPauses))]
    public async Task A_long_pause_is_not_waited_for(string retryAfter, string sentence)
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        (await fixture.Handler.NextAsync()).Answer(Refusal(retryAfter));
        Assert.Equal("Alpha is too busy to answer (HTTP 503).", await ConnectionFixture.FaultAsync(asking));
        Assert.Equal(sentence, await ConnectionFixture.FaultAsync(fixture.AskAsync()));
        Assert.Equal(1, fixture.Handler.Sent);
    }

    [Fact]
    public async Task After_a_long_pause_a_supplier_is_asked_as_before()
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        (await fixture.Handler.NextAsync()).Answer(Refusal("42"));
        await ConnectionFixture.FaultAsync(asking);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(36.5));
        Assert.Equal("Alpha asked to be left alone for 6 s more.", await ConnectionFixture.FaultAsync(fixture.AskAsync()));
        fixture.Time.MoveTo(TimeSpan.FromSeconds(37));
        asking = fixture.AskAsync();
        await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(42), TimeSpan.FromSeconds(42) + ConnectionFixture.Jitter);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(42) + ConnectionFixture.Jitter);
        await fixture.AnswerNextAsync(HttpStatusCode.OK, "<Answer/>");
        Assert.Equal("<Answer/>", await asking);
    }

    [Theory]
    [MemberData(nameof(NoPauses))]
    public async Task A_pause_that_is_over_or_can_not_be_read_is_none(string retryAfter)
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        (await fixture.Handler.NextAsync()).Answer(Refusal(retryAfter));
        await fixture.PauseAsync();
        await fixture.AnswerNextAsync(HttpStatusCode.OK, "<Answer/>");
        Assert.Equal("<Answer/>", await asking);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(301)]
    [InlineData(200)]
    public async Task A_pause_beside_an_answer_that_stays_as_it_is_means_nothing(int status)
    {
        using var fixture = new ConnectionFixture();
        fixture.Handler.Answers(() => Refusal("42", status));
        await Record.ExceptionAsync(() => fixture.AskAsync());
        await Record.ExceptionAsync(() => fixture.AskAsync());
        Assert.Equal(2, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData("10", "20", 20)]
    [InlineData("20", "10", 20)]
    public async Task Of_two_pauses_the_one_that_ends_later_holds(string one, string other, int seconds)
    {
        using var fixture = new ConnectionFixture();
        Task[] asking = [fixture.AskAsync(), fixture.AskAsync()];
        (await fixture.Handler.NextAsync()).Answer(Refusal(one));
        await ConnectionFixture.FaultAsync(await Task.WhenAny(asking));
        (await fixture.Handler.NextAsync()).Answer(Refusal(other));
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(asking));
        Assert.Equal($"Alpha asked to be left alone for {seconds} s more.", await ConnectionFixture.FaultAsync(fixture.AskAsync()));
    }

    private static string Date(TimeSpan after) => (ObservedTime.Began + after).ToString("R", null);

    private static HttpResponseMessage Refusal(string retryAfter, int status = 503)
    {
        var answer = ConnectionFixture.Answer((HttpStatusCode)status);
        Assert.True(answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter));
        return answer;
    }
}
