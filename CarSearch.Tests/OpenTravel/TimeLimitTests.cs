using System.Net;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The time limit of an attempt, and cancellation by the caller.</summary>
public sealed class TimeLimitTests
{
    private const string Late = "Alpha did not respond within 20 s.";

    [Fact]
    public async Task A_timeout_is_not_retried()
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync();
        var pending = await fixture.Handler.NextAsync();
        fixture.Time.MoveTo(ConnectionFixture.Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(pending.Response.IsCompleted);
        fixture.Time.MoveTo(ConnectionFixture.Limit);
        Assert.Equal(Late, await ConnectionFixture.FaultAsync(call));
        Assert.True(pending.Response.IsCanceled);
        Assert.Equal(1, fixture.Handler.Sent);
    }

    [Fact]
    public async Task The_limit_includes_reading()
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync();
        using var body = new BrokenStream(fault: null);
        (await fixture.Handler.NextAsync()).Respond(ConnectionFixture.CreateResponse(body));
        await body.Stalled;
        fixture.Time.MoveTo(ConnectionFixture.Limit);
        Assert.Equal(Late, await ConnectionFixture.FaultAsync(call));
        Assert.True(body.IsDisposed);
        Assert.Equal(1, fixture.Handler.Sent);
    }

    [Fact]
    public async Task The_limit_includes_reading_a_fault()
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync();
        using var body = new BrokenStream(fault: null);
        var response = ConnectionFixture.CreateResponse(body);
        response.StatusCode = HttpStatusCode.InternalServerError;
        response.Content.Headers.ContentType = new("text/xml");
        (await fixture.Handler.NextAsync()).Respond(response);
        await body.Stalled;
        fixture.Time.MoveTo(ConnectionFixture.Limit);
        Assert.Equal(Late, await ConnectionFixture.FaultAsync(call));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exceptions_of_a_canceled_stream_are_ignored(bool isCanceled)
    {
        using var fixture = new ConnectionFixture();
        using var stop = new CancellationTokenSource();
        var cut = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = fixture.SendAsync(
            (_, cancel) =>
            {
                cancel.Register(() => cut.SetException(new IOException()));
                reading.SetResult();
                return new(cut.Task);
            },
            stop.Token);
        await fixture.RespondNextAsync(HttpStatusCode.OK);
        await reading.Task;
        if (isCanceled)
        {
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }
        else
        {
            fixture.Time.MoveTo(ConnectionFixture.Limit);
            Assert.Equal(Late, await ConnectionFixture.FaultAsync(call));
        }
    }

    [Fact]
    public async Task The_retry_has_its_own_limit()
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync();
        var first = await fixture.Handler.NextAsync();
        var almost = ConnectionFixture.Limit - TimeSpan.FromSeconds(1);
        fixture.Time.MoveTo(almost);
        first.Respond(ConnectionFixture.CreateResponse(HttpStatusCode.BadGateway));
        await fixture.PauseAsync(almost);
        var second = await fixture.Handler.NextAsync();
        fixture.Time.MoveTo(almost + ConnectionFixture.Limit);
        Assert.False(second.Response.IsCompleted);
        fixture.Time.MoveTo(almost + ConnectionFixture.Jitter + ConnectionFixture.Limit);
        Assert.Equal(Late, await ConnectionFixture.FaultAsync(call));
    }

    [Theory]
    [InlineData("sending")]
    [InlineData("reading")]
    [InlineData("the pause before the retry")]
    [InlineData("the pause of Retry-After")]
    [InlineData("the queue")]
    public async Task A_call_can_be_canceled_at_any_time(string during)
    {
        using var fixture = new ConnectionFixture(maxConcurrency: 1);
        using var stop = new CancellationTokenSource();
        var other = during is "the queue" ? fixture.SendAsync() : null;
        var call = fixture.SendAsync(stop.Token);
        var pending = await fixture.Handler.NextAsync();
        switch (during)
        {
            case "reading":
                using (var body = new BrokenStream(fault: null))
                {
                    pending.Respond(ConnectionFixture.CreateResponse(body));
                    await body.Stalled;
                }

                break;
            case "the pause before the retry":
                pending.Respond(ConnectionFixture.CreateResponse(HttpStatusCode.BadGateway));
                await fixture.Time.ArmedAsync(default, ConnectionFixture.Jitter);
                break;
            case "the pause of Retry-After":
                var response = ConnectionFixture.CreateResponse(HttpStatusCode.BadGateway);
                response.Headers.RetryAfter = new(TimeSpan.FromSeconds(3));
                pending.Respond(response);
                await fixture.PauseAsync();
                await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3) + ConnectionFixture.Jitter);
                break;
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1, fixture.Handler.Sent);
        if (other is not null)
        {
            pending.Respond(ConnectionFixture.CreateResponse(HttpStatusCode.OK));
            await other;
        }
    }
}
