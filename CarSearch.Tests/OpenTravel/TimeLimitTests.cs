using System.Net;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The time limit of an attempt, and the caller who does not want the answer any more.</summary>
public sealed class TimeLimitTests
{
    private const string Late = "Alpha did not answer within 20 s.";

    [Fact]
    public async Task A_supplier_that_does_not_answer_is_not_asked_twice()
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        var question = await fixture.Handler.NextAsync();
        fixture.Time.MoveTo(ConnectionFixture.Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(question.Reply.IsCompleted);
        fixture.Time.MoveTo(ConnectionFixture.Limit);
        Assert.Equal(Late, await ConnectionFixture.FaultAsync(asking));
        Assert.True(question.Reply.IsCanceled);
        Assert.Equal(1, fixture.Handler.Sent);
    }

    [Fact]
    public async Task The_limit_covers_the_reading_also_by_a_reader_that_knows_of_no_limit()
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        using var body = new CutStream(fault: null);
        (await fixture.Handler.NextAsync()).Answer(ConnectionFixture.Answer(body));
        await body.Stalled;
        fixture.Time.MoveTo(ConnectionFixture.Limit);
        Assert.Equal(Late, await ConnectionFixture.FaultAsync(asking));
        Assert.True(body.IsDisposed);
        Assert.Equal(1, fixture.Handler.Sent);
    }

    [Fact]
    public async Task The_limit_covers_the_reading_of_a_fault()
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        using var body = new CutStream(fault: null);
        var answer = ConnectionFixture.Answer(body);
        answer.StatusCode = HttpStatusCode.InternalServerError;
        answer.Content.Headers.ContentType = new("text/xml");
        (await fixture.Handler.NextAsync()).Answer(answer);
        await body.Stalled;
        fixture.Time.MoveTo(ConnectionFixture.Limit);
        Assert.Equal(Late, await ConnectionFixture.FaultAsync(asking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_stream_says_that_is_cut_off_does_not_matter(bool isCanceled)
    {
        using var fixture = new ConnectionFixture();
        using var stop = new CancellationTokenSource();
        var cut = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asking = fixture.AskAsync(
            (_, cancel) =>
            {
                cancel.Register(() => cut.SetException(new IOException()));
                reading.SetResult();
                return new(cut.Task);
            },
            stop.Token);
        await fixture.AnswerNextAsync(HttpStatusCode.OK);
        await reading.Task;
        if (isCanceled)
        {
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }
        else
        {
            fixture.Time.MoveTo(ConnectionFixture.Limit);
            Assert.Equal(Late, await ConnectionFixture.FaultAsync(asking));
        }
    }

    [Fact]
    public async Task The_second_attempt_has_a_limit_of_its_own()
    {
        using var fixture = new ConnectionFixture();
        var asking = fixture.AskAsync();
        var first = await fixture.Handler.NextAsync();
        var almost = ConnectionFixture.Limit - TimeSpan.FromSeconds(1);
        fixture.Time.MoveTo(almost);
        first.Answer(ConnectionFixture.Answer(HttpStatusCode.BadGateway));
        await fixture.PauseAsync(almost);
        var second = await fixture.Handler.NextAsync();
        fixture.Time.MoveTo(almost + ConnectionFixture.Limit);
        Assert.False(second.Reply.IsCompleted);
        fixture.Time.MoveTo(almost + ConnectionFixture.Jitter + ConnectionFixture.Limit);
        Assert.Equal(Late, await ConnectionFixture.FaultAsync(asking));
    }

    [Theory]
    [InlineData("sending")]
    [InlineData("reading")]
    [InlineData("the pause before the retry")]
    [InlineData("the pause that the supplier asked for")]
    [InlineData("the queue")]
    public async Task A_caller_who_gives_up_is_let_go_at_once(string during)
    {
        using var fixture = new ConnectionFixture(maxConcurrency: 1);
        using var stop = new CancellationTokenSource();
        var other = during is "the queue" ? fixture.AskAsync() : null;
        var asking = fixture.AskAsync(stop.Token);
        var question = await fixture.Handler.NextAsync();
        switch (during)
        {
            case "reading":
                using (var body = new CutStream(fault: null))
                {
                    question.Answer(ConnectionFixture.Answer(body));
                    await body.Stalled;
                }

                break;
            case "the pause before the retry":
                question.Answer(ConnectionFixture.Answer(HttpStatusCode.BadGateway));
                await fixture.Time.ArmedAsync(default, ConnectionFixture.Jitter);
                break;
            case "the pause that the supplier asked for":
                var answer = ConnectionFixture.Answer(HttpStatusCode.BadGateway);
                answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(3));
                question.Answer(answer);
                await fixture.PauseAsync();
                await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3) + ConnectionFixture.Jitter);
                break;
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(1, fixture.Handler.Sent);
        if (other is not null)
        {
            question.Answer(ConnectionFixture.Answer(HttpStatusCode.OK));
            await other;
        }
    }
}
