using System.Net;

namespace CarSearch.Tests.OpenTravel;

/// <summary>A supplier that fails too often is left alone for a while.</summary>
public sealed class BreakerTests
{
    private const int Enough = 8;

    private static readonly TimeSpan Broken = ConnectionFixture.Limit;
    private static readonly TimeSpan Tried = Broken + TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_supplier_that_fails_too_often_is_left_alone_and_then_tried_by_a_single_request()
    {
        using var fixture = new ConnectionFixture();
        await BreakAsync(fixture);
        Assert.Equal(LeftAlone(15), await ConnectionFixture.FaultAsync(fixture.AskAsync()));
        fixture.Time.MoveTo(Broken + TimeSpan.FromSeconds(3.2));
        Assert.Equal(LeftAlone(12), await ConnectionFixture.FaultAsync(fixture.AskAsync()));
        Assert.Equal(Enough, fixture.Handler.Sent);

        fixture.Time.MoveTo(Tried);
        var trial = fixture.AskAsync();
        var question = await fixture.Handler.NextAsync();
        Assert.Equal(LeftAlone(15), await ConnectionFixture.FaultAsync(fixture.AskAsync()));
        fixture.Time.MoveTo(Tried + TimeSpan.FromSeconds(19));
        Assert.Equal(LeftAlone(1), await ConnectionFixture.FaultAsync(fixture.AskAsync()));
        question.Answer(ConnectionFixture.Answer(HttpStatusCode.OK, "<Answer/>"));
        Assert.Equal("<Answer/>", await trial);

        var next = fixture.AskAsync();
        await fixture.AnswerNextAsync(HttpStatusCode.OK, "<Next/>");
        Assert.Equal("<Next/>", await next);
        Assert.Equal(
            ["Warning: Supplier Alpha fails too often and is left alone; a single request tries it every 15 s.", "Information: Supplier Alpha answers again."],
            Told(fixture));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("late")]
    [InlineData("called back")]
    public async Task A_supplier_stays_left_alone_when_the_single_request_shows_nothing_better(string outcome)
    {
        using var fixture = new ConnectionFixture();
        await BreakAsync(fixture);
        fixture.Time.MoveTo(Tried);
        using var stop = new CancellationTokenSource();
        var trial = fixture.AskAsync(stop.Token);
        var question = await fixture.Handler.NextAsync();
        switch (outcome)
        {
            case "failed":
                question.Answer(ConnectionFixture.Answer(HttpStatusCode.BadGateway));
                Assert.Equal("Alpha failed (HTTP 502).", await ConnectionFixture.FaultAsync(trial));
                break;
            case "late":
                fixture.Time.MoveTo(Tried + ConnectionFixture.Limit);
                Assert.Equal("Alpha did not answer within 20 s.", await ConnectionFixture.FaultAsync(trial));
                break;
            default:
                await stop.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trial);
                break;
        }

        Assert.Equal(LeftAlone(15), await ConnectionFixture.FaultAsync(fixture.AskAsync()));
        Assert.Equal(Enough + 1, fixture.Handler.Sent);
        Assert.Single(Told(fixture));
    }

    [Theory]
    [InlineData("an answer that breaks off")]
    [InlineData("a refusal")]
    [InlineData("no connection")]
    public async Task Transient_faults_count_and_each_attempt_for_itself(string fault)
    {
        using var fixture = new ConnectionFixture();
        for (var i = 0; i < Enough / 2; i++)
        {
            var asking = fixture.AskAsync();
            await FailNextAsync(fixture, fault);
            await fixture.PauseAsync(i * ConnectionFixture.Jitter);
            await FailNextAsync(fixture, fault);
            await ConnectionFixture.FaultAsync(asking);
        }

        Assert.Equal(LeftAlone(15), await ConnectionFixture.FaultAsync(fixture.AskAsync()));
    }

    [Fact]
    public async Task The_call_that_was_one_failure_too_many_tells_of_it_and_is_not_made_again()
    {
        using var fixture = new ConnectionFixture();
        await FailAsync(fixture, Enough - 1);
        var asking = fixture.AskAsync();
        await FailNextAsync(fixture, "no connection");
        Assert.Equal("Alpha could not be reached.", await ConnectionFixture.FaultAsync(asking));
        Assert.Equal(Enough, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData(4, 4, true)]
    [InlineData(5, 4, false)]
    [InlineData(0, 7, false)]
    public async Task It_takes_half_of_at_least_eight_calls(int successes, int failures, bool isLeftAlone)
    {
        using var fixture = new ConnectionFixture(maxConcurrency: 20);
        for (var i = 0; i < successes; i++)
        {
            var asking = fixture.AskAsync();
            await fixture.AnswerNextAsync(HttpStatusCode.OK);
            await asking;
        }

        await FailAsync(fixture, failures);
        fixture.Handler.Answers(() => ConnectionFixture.Answer(HttpStatusCode.OK, "<Answer/>"));
        var next = await Record.ExceptionAsync(() => fixture.AskAsync());
        Assert.Equal(isLeftAlone ? LeftAlone(15) : null, next?.Message);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task Lasting_refusals_say_nothing_against_the_line(int status)
    {
        using var fixture = new ConnectionFixture();
        fixture.Handler.Answers(() => ConnectionFixture.Answer((HttpStatusCode)status));
        for (var i = 0; i < 3 * Enough; i++)
        {
            await ConnectionFixture.FaultAsync(fixture.AskAsync());
        }

        Assert.Equal(3 * Enough, fixture.Handler.Sent);
        Assert.Empty(Told(fixture));
    }

    [Fact]
    public async Task Failures_of_more_than_half_a_minute_ago_are_forgotten()
    {
        using var fixture = new ConnectionFixture();
        await FailAsync(fixture, Enough - 1);
        var later = Broken + TimeSpan.FromSeconds(31);
        fixture.Time.MoveTo(later);
        var asking = fixture.AskAsync();
        await FailNextAsync(fixture, "no connection");
        await fixture.PauseAsync(later);
        await fixture.AnswerNextAsync(HttpStatusCode.OK, "<Answer/>");
        Assert.Equal("<Answer/>", await asking);
    }

    private static string LeftAlone(int seconds) => $"Alpha has failed too often in the last half minute; it is asked again in {seconds} s.";

    private static string[] Told(ConnectionFixture fixture) =>
        [.. fixture.Log.All.Select(line => line.Replace(" CarSearch.OpenTravel.Transport.SupplierConnection", "", StringComparison.Ordinal).Trim())];

    /// <summary>Fails so often that the supplier is left alone from <see cref="Broken"/> on.</summary>
    private static async Task BreakAsync(ConnectionFixture fixture)
    {
        await FailAsync(fixture, Enough);
        Assert.Single(Told(fixture));
    }

    private static async Task FailNextAsync(ConnectionFixture fixture, string fault)
    {
        var question = await fixture.Handler.NextAsync();
        switch (fault)
        {
            case "a refusal":
                question.Answer(ConnectionFixture.Answer(HttpStatusCode.ServiceUnavailable));
                break;
            case "no connection":
                question.Fail(new HttpRequestException(HttpRequestError.ConnectionError));
                break;
            default:
                question.Answer(ConnectionFixture.Answer(new CutStream(new IOException())));
                break;
        }
    }

    /// <summary>Fails so often, at the end of the time limit, after which nothing is tried again.</summary>
    private static async Task FailAsync(ConnectionFixture fixture, int calls)
    {
        var asking = Enumerable.Range(0, calls).Select(_ => fixture.AskAsync()).ToArray();
        for (var i = 0; i < calls; i++)
        {
            await fixture.Handler.NextAsync();
        }

        fixture.Time.MoveTo(Broken);
        foreach (var call in asking)
        {
            Assert.Equal("Alpha did not answer within 20 s.", await ConnectionFixture.FaultAsync(call));
        }
    }
}
