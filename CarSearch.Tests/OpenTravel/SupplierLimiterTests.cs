using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The concurrency limit of a supplier and its Retry-After pauses.</summary>
public sealed class SupplierLimiterTests
{
    private const string Full = "Alpha has reached its limit of concurrent requests.";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public static TheoryData<string, string> LongPauses => new()
    {
        { "6", "Alpha requested a pause; 6 s remain." },
        { "600", "Alpha requested a pause; 600 s remain." },
        { "601", "Alpha requested a pause; 600 s remain." },
        { "2147483647", "Alpha requested a pause; 600 s remain." },
        { Date(TimeSpan.FromSeconds(42)), "Alpha requested a pause; 42 s remain." },
        { Date(TimeSpan.FromDays(3650)), "Alpha requested a pause; 600 s remain." },
    };

    public static TheoryData<string> NoPauses =>
        ["0", "-5", "soon", "1.5", "99999999999", Date(TimeSpan.Zero), Date(TimeSpan.FromDays(-1))];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Concurrent_requests_are_limited_and_four_times_as_many_wait(int permits)
    {
        using var fixture = new ConnectionFixture(permits);
        var call = Enumerable.Range(0, 5 * permits).Select(_ => fixture.SendAsync()).ToArray();
        Assert.Equal(Full, await ConnectionFixture.FaultAsync(fixture.SendAsync()));
        foreach (var _ in call)
        {
            await fixture.RespondNextAsync(HttpStatusCode.OK);
        }

        await Task.WhenAll(call);
        Assert.Equal(5 * permits, fixture.Handler.Sent);
        Assert.Equal(permits, fixture.Handler.MaxConcurrent);
    }

    [Fact]
    public async Task A_permit_is_held_until_the_response_has_been_read()
    {
        using var fixture = new ConnectionFixture(maxConcurrency: 1);
        var read = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = fixture.SendAsync((_, _) => new(read.Task));
        await fixture.RespondNextAsync(HttpStatusCode.OK);
        var others = Enumerable.Range(0, 4).Select(_ => fixture.SendAsync()).ToArray();
        Assert.Equal(Full, await ConnectionFixture.FaultAsync(fixture.SendAsync()));
        Assert.Equal(1, fixture.Handler.Sent);
        read.SetResult("");
        foreach (var _ in others)
        {
            await fixture.RespondNextAsync(HttpStatusCode.OK);
        }

        await Task.WhenAll([first, .. others]);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(500)]
    public async Task A_short_pause_delays_all_searches(int status)
    {
        using var fixture = new ConnectionFixture(maxConcurrency: 1);
        var first = fixture.SendAsync();
        var pending = await fixture.Handler.NextAsync();
        var queued = fixture.SendAsync();
        pending.Respond(CreateRefusal(Pause.TotalSeconds.ToString("0", null), status));

        // The queued request, the retry and a later request all wait for the end of the pause.
        await fixture.Time.ArmedAsync(Pause, Pause + ConnectionFixture.Jitter);
        await fixture.PauseAsync();
        await fixture.Time.ArmedAsync(Pause, Pause + ConnectionFixture.Jitter, times: 2);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(1));
        var later = fixture.SendAsync();
        fixture.Time.MoveTo(Pause - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, fixture.Handler.Sent);
        Assert.False(first.IsCompleted || queued.IsCompleted || later.IsCompleted);

        fixture.Handler.RespondAlways(() => ConnectionFixture.CreateResponse(HttpStatusCode.OK, "<Result/>"));
        fixture.Time.MoveTo(Pause + ConnectionFixture.Jitter);
        Assert.All(await Task.WhenAll(first, queued, later), response => Assert.Equal("<Result/>", response));
        Assert.Equal(4, fixture.Handler.Sent);
        Assert.Equal("<Result/>", await fixture.SendAsync());
    }

    [Fact]
    public async Task A_pause_may_be_a_date()
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync();
        (await fixture.Handler.NextAsync()).Respond(CreateRefusal(Date(Pause)));
        await fixture.PauseAsync();
        await fixture.Time.ArmedAsync(Pause, Pause + ConnectionFixture.Jitter);
        Assert.Equal(1, fixture.Handler.Sent);
        fixture.Time.MoveTo(Pause + ConnectionFixture.Jitter);
        await fixture.RespondNextAsync(HttpStatusCode.OK, "<Result/>");
        Assert.Equal("<Result/>", await call);
    }

    [Theory]
    [MemberData(nameof(LongPauses))]
    public async Task A_request_fails_during_a_long_pause(string retryAfter, string sentence)
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync();
        (await fixture.Handler.NextAsync()).Respond(CreateRefusal(retryAfter));
        Assert.Equal("Alpha is overloaded (HTTP 503).", await ConnectionFixture.FaultAsync(call));
        Assert.Equal(sentence, await ConnectionFixture.FaultAsync(fixture.SendAsync()));
        Assert.Equal(1, fixture.Handler.Sent);
    }

    [Fact]
    public async Task Requests_are_sent_after_a_long_pause()
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync();
        (await fixture.Handler.NextAsync()).Respond(CreateRefusal("42"));
        await ConnectionFixture.FaultAsync(call);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(36.5));
        Assert.Equal("Alpha requested a pause; 6 s remain.", await ConnectionFixture.FaultAsync(fixture.SendAsync()));
        fixture.Time.MoveTo(TimeSpan.FromSeconds(37));
        call = fixture.SendAsync();
        await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(42), TimeSpan.FromSeconds(42) + ConnectionFixture.Jitter);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(42) + ConnectionFixture.Jitter);
        await fixture.RespondNextAsync(HttpStatusCode.OK, "<Result/>");
        Assert.Equal("<Result/>", await call);
    }

    [Theory]
    [MemberData(nameof(NoPauses))]
    public async Task An_expired_or_invalid_pause_is_ignored(string retryAfter)
    {
        using var fixture = new ConnectionFixture();
        var call = fixture.SendAsync();
        (await fixture.Handler.NextAsync()).Respond(CreateRefusal(retryAfter));
        await fixture.PauseAsync();
        await fixture.RespondNextAsync(HttpStatusCode.OK, "<Result/>");
        Assert.Equal("<Result/>", await call);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(301)]
    [InlineData(200)]
    public async Task A_pause_with_a_permanent_status_is_ignored(int status)
    {
        using var fixture = new ConnectionFixture();
        fixture.Handler.RespondAlways(() => CreateRefusal("42", status));
        await Record.ExceptionAsync(() => fixture.SendAsync());
        await Record.ExceptionAsync(() => fixture.SendAsync());
        Assert.Equal(2, fixture.Handler.Sent);
    }

    [Theory]
    [InlineData("10", "20", 20)]
    [InlineData("20", "10", 20)]
    public async Task Of_two_pauses_the_later_end_is_used(string one, string other, int seconds)
    {
        using var fixture = new ConnectionFixture();
        Task[] call = [fixture.SendAsync(), fixture.SendAsync()];
        (await fixture.Handler.NextAsync()).Respond(CreateRefusal(one));
        await ConnectionFixture.FaultAsync(await Task.WhenAny(call));
        (await fixture.Handler.NextAsync()).Respond(CreateRefusal(other));
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(call));
        Assert.Equal($"Alpha requested a pause; {seconds} s remain.", await ConnectionFixture.FaultAsync(fixture.SendAsync()));
    }

    private static string Date(TimeSpan after) => (TestSearches.Start + after).ToString("R", null);

    private static HttpResponseMessage CreateRefusal(string retryAfter, int status = 503)
    {
        var response = ConnectionFixture.CreateResponse((HttpStatusCode)status);
        Assert.True(response.Headers.TryAddWithoutValidation("Retry-After", retryAfter));
        return response;
    }
}
