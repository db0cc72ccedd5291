using System.Net;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The circuit breaker of a supplier.</summary>
public sealed class CircuitBreakerTests
{
    private const int MinThroughput = 8;

    private static readonly TimeSpan Opened = ConnectionFixture.Limit;
    private static readonly TimeSpan TrialStart = Opened + TimeSpan.FromSeconds(15);

    [Fact]
    public async Task The_circuit_opens_after_repeated_failures_and_closes_after_a_successful_trial_request()
    {
        using var fixture = new ConnectionFixture();
        await OpenCircuitAsync(fixture);
        Assert.Equal(Suspended(15), await ConnectionFixture.FaultAsync(fixture.SendAsync()));
        fixture.Time.MoveTo(Opened + TimeSpan.FromSeconds(3.2));
        Assert.Equal(Suspended(12), await ConnectionFixture.FaultAsync(fixture.SendAsync()));
        Assert.Equal(MinThroughput, fixture.Handler.Sent);

        fixture.Time.MoveTo(TrialStart);
        var trial = fixture.SendAsync();
        var pending = await fixture.Handler.NextAsync();
        Assert.Equal(Suspended(15), await ConnectionFixture.FaultAsync(fixture.SendAsync()));
        fixture.Time.MoveTo(TrialStart + TimeSpan.FromSeconds(19));
        Assert.Equal(Suspended(1), await ConnectionFixture.FaultAsync(fixture.SendAsync()));
        pending.Respond(ConnectionFixture.CreateResponse(HttpStatusCode.OK, "<Result/>"));
        Assert.Equal("<Result/>", await trial);

        var next = fixture.SendAsync();
        await fixture.RespondNextAsync(HttpStatusCode.OK, "<Next/>");
        Assert.Equal("<Next/>", await next);
        Assert.Equal(
            ["Warning: Circuit opened for supplier Alpha after repeated failures; one trial request is sent every 15 s.",
                "Information: Circuit closed for supplier Alpha."],
            GetLog(fixture));
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task The_circuit_stays_open_as_long_when_the_system_clock_is_set(int minutes)
    {
        using var fixture = new ConnectionFixture();
        await OpenCircuitAsync(fixture);
        fixture.Time.Step(TimeSpan.FromMinutes(minutes));
        Assert.Equal(Suspended(15), await ConnectionFixture.FaultAsync(fixture.SendAsync()));
        fixture.Time.MoveTo(TrialStart);
        var trial = fixture.SendAsync();
        await fixture.RespondNextAsync(HttpStatusCode.OK, "<Result/>");

        Assert.Equal("<Result/>", await trial);
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("timed out")]
    [InlineData("canceled")]
    public async Task The_circuit_opens_again_when_the_trial_request_does_not_succeed(string outcome)
    {
        using var fixture = new ConnectionFixture();
        await OpenCircuitAsync(fixture);
        fixture.Time.MoveTo(TrialStart);
        using var stop = new CancellationTokenSource();
        var trial = fixture.SendAsync(stop.Token);
        var pending = await fixture.Handler.NextAsync();
        switch (outcome)
        {
            case "failed":
                pending.Respond(ConnectionFixture.CreateResponse(HttpStatusCode.BadGateway));
                Assert.Equal("Alpha failed (HTTP 502).", await ConnectionFixture.FaultAsync(trial));
                break;
            case "timed out":
                fixture.Time.MoveTo(TrialStart + ConnectionFixture.Limit);
                Assert.Equal("Alpha did not respond within 20 s.", await ConnectionFixture.FaultAsync(trial));
                break;
            default:
                await stop.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trial);
                break;
        }

        Assert.Equal(Suspended(15), await ConnectionFixture.FaultAsync(fixture.SendAsync()));
        Assert.Equal(MinThroughput + 1, fixture.Handler.Sent);
        Assert.Single(GetLog(fixture));
    }

    [Theory]
    [InlineData("a response that ends prematurely")]
    [InlineData("an error status")]
    [InlineData("no connection")]
    public async Task Every_attempt_with_a_transient_fault_counts(string fault)
    {
        using var fixture = new ConnectionFixture();
        for (var i = 0; i < MinThroughput / 2; i++)
        {
            var call = fixture.SendAsync();
            await FailNextAsync(fixture, fault);
            await fixture.PauseAsync(i * ConnectionFixture.Jitter);
            await FailNextAsync(fixture, fault);
            await ConnectionFixture.FaultAsync(call);
        }

        Assert.Equal(Suspended(15), await ConnectionFixture.FaultAsync(fixture.SendAsync()));
    }

    [Fact]
    public async Task The_failure_that_opens_the_circuit_is_reported_and_not_retried()
    {
        using var fixture = new ConnectionFixture();
        await FailAsync(fixture, MinThroughput - 1);
        var call = fixture.SendAsync();
        await FailNextAsync(fixture, "no connection");
        Assert.Equal("Alpha could not be reached.", await ConnectionFixture.FaultAsync(call));
        Assert.Equal(MinThroughput, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData(4, 4, true)]
    [InlineData(5, 4, false)]
    [InlineData(0, 7, false)]
    public async Task The_circuit_opens_when_half_of_at_least_eight_requests_failed(int successes, int failures, bool isSuspended)
    {
        using var fixture = new ConnectionFixture(maxConcurrency: 20);
        for (var i = 0; i < successes; i++)
        {
            var call = fixture.SendAsync();
            await fixture.RespondNextAsync(HttpStatusCode.OK);
            await call;
        }

        await FailAsync(fixture, failures);
        fixture.Handler.RespondAlways(() => ConnectionFixture.CreateResponse(HttpStatusCode.OK, "<Result/>"));
        var next = await Record.ExceptionAsync(() => fixture.SendAsync());
        Assert.Equal(isSuspended ? Suspended(15) : null, next?.Message);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    public async Task Permanent_errors_do_not_open_the_circuit(int status)
    {
        using var fixture = new ConnectionFixture();
        fixture.Handler.RespondAlways(() => ConnectionFixture.CreateResponse((HttpStatusCode)status));
        for (var i = 0; i < 3 * MinThroughput; i++)
        {
            await ConnectionFixture.FaultAsync(fixture.SendAsync());
        }

        Assert.Equal(3 * MinThroughput, fixture.Handler.Sent);
        Assert.Empty(GetLog(fixture));
    }

    [Fact]
    public async Task Failures_of_more_than_half_a_minute_ago_do_not_count()
    {
        using var fixture = new ConnectionFixture();
        await FailAsync(fixture, MinThroughput - 1);
        var later = Opened + TimeSpan.FromSeconds(31);
        fixture.Time.MoveTo(later);
        var call = fixture.SendAsync();
        await FailNextAsync(fixture, "no connection");
        await fixture.PauseAsync(later);
        await fixture.RespondNextAsync(HttpStatusCode.OK, "<Result/>");
        Assert.Equal("<Result/>", await call);
    }

    private static string Suspended(int seconds) => $"Alpha failed repeatedly; requests to it are suspended for {seconds} s.";

    private static string[] GetLog(ConnectionFixture fixture) =>
        [.. fixture.Log.All.Select(
            line => line.Replace(" CarSearch.OpenTravel.Transport.SupplierConnection", "", StringComparison.Ordinal).Trim())];

    /// <summary>Opens the circuit at <see cref="Opened"/>.</summary>
    private static async Task OpenCircuitAsync(ConnectionFixture fixture)
    {
        await FailAsync(fixture, MinThroughput);
        Assert.Single(GetLog(fixture));
    }

    private static async Task FailNextAsync(ConnectionFixture fixture, string fault)
    {
        var pending = await fixture.Handler.NextAsync();
        switch (fault)
        {
            case "an error status":
                pending.Respond(ConnectionFixture.CreateResponse(HttpStatusCode.ServiceUnavailable));
                break;
            case "no connection":
                pending.Fail(new HttpRequestException(HttpRequestError.ConnectionError));
                break;
            default:
                pending.Respond(ConnectionFixture.CreateResponse(new BrokenStream(new IOException())));
                break;
        }
    }

    /// <summary>Lets requests time out, which is not retried.</summary>
    private static async Task FailAsync(ConnectionFixture fixture, int count)
    {
        var pending = Enumerable.Range(0, count).Select(_ => fixture.SendAsync()).ToArray();
        for (var i = 0; i < count; i++)
        {
            await fixture.Handler.NextAsync();
        }

        fixture.Time.MoveTo(Opened);
        foreach (var call in pending)
        {
            Assert.Equal("Alpha did not respond within 20 s.", await ConnectionFixture.FaultAsync(call));
        }
    }
}
