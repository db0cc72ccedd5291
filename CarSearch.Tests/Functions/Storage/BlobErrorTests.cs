using System.Net;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>Errors of a storage account that refuses, is throttled or does not respond: one exception, without delay or secrets.</summary>
public sealed class BlobErrorTests : IDisposable
{
    private readonly CloudProcess process = new();
    private readonly AcceptedSearch search = SampleSearches.New();

    public BlobErrorTests() => process.Blobs.Create();

    public void Dispose() => process.Dispose();

    [Theory]
    [InlineData("write")]
    [InlineData("claim")]
    public async Task An_account_where_nobody_listens_is_unavailable(string call)
    {
        using var alone = new CloudProcess { Account = Azurite.UnreachableConnectionString };
        var exception = await FailAsync(call, alone);

        Assert.EndsWith(": it is not reachable.", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.RetryAfter);
    }

    [Theory]
    [MemberData(nameof(StoreCalls.All), MemberType = typeof(StoreCalls))]
    public async Task A_refusal_is_reported_with_its_status_and_not_retried(string call)
    {
        process.Wire.Refuses(HttpStatusCode.Forbidden, "AuthorizationFailure");

        Assert.EndsWith(": 403 AuthorizationFailure.", (await FailAsync(call)).Message, StringComparison.Ordinal);
        Assert.Single(process.Wire.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "30", 30)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "86400", 86_400)]
    [InlineData(HttpStatusCode.InternalServerError, "7", 7)]
    public async Task A_requested_delay_is_reported_and_not_waited_for(HttpStatusCode status, string retryAfter, int seconds)
    {
        process.Wire.Refuses(status, "ServerBusy", retryAfter);

        Assert.Equal(TimeSpan.FromSeconds(seconds), (await FailAsync("read")).RetryAfter);
        Assert.Single(process.Wire.Calls);
    }

    [Theory]
    [InlineData("Mon, 23 Nov 2026 17:01:00 GMT", 60L)]
    [InlineData("Mon, 23 Nov 2026 17:00:00 GMT", null)]
    [InlineData("Tue, 24 Nov 2026 17:00:00 GMT", 86_400L)]
    [InlineData("soon", null)]
    [InlineData("99999999999", null)]
    public async Task A_delay_that_is_a_date_or_invalid_is_not_waited_for(string retryAfter, long? seconds)
    {
        process.Wire.Before = _ =>
        {
            var refusal = BlobWire.Refusal(HttpStatusCode.ServiceUnavailable, "ServerBusy", retryAfter);
            refusal.Headers.Date = new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.Zero);
            return Task.FromResult<HttpResponseMessage?>(refusal);
        };

        Assert.Equal(seconds is { } known ? TimeSpan.FromSeconds(known) : null, (await FailAsync("read")).RetryAfter);
        Assert.Single(process.Wire.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, null)]
    [InlineData(HttpStatusCode.TooManyRequests, null)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "1")]
    public async Task A_short_fault_is_tried_again(HttpStatusCode status, string? retryAfter)
    {
        var refused = 0;
        process.Wire.Before = _ => Task.FromResult(refused++ == 0 ? BlobWire.Refusal(status, "ServerBusy", retryAfter) : null);
        await StoreCalls.DoAsync("write", process, search);

        Assert.Equal($"PUT {(int)status}, PUT 201", string.Join(", ", process.Wire.Calls));
    }

    [Fact]
    public async Task A_permanent_fault_is_reported_after_three_attempts()
    {
        process.Wire.Refuses(HttpStatusCode.ServiceUnavailable, "ServerBusy");

        Assert.Equal("Blob Storage could not read a record: 503 ServerBusy.", (await FailAsync("read")).Message);
        Assert.Equal(3, process.Wire.Calls.Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_once_is_made_again()
    {
        var broken = 0;
        process.Wire.Before = _ => broken++ == 0
            ? throw new HttpRequestException("Connection reset by peer.")
            : Task.FromResult<HttpResponseMessage?>(null);
        await StoreCalls.DoAsync("write", process, search);

        Assert.Equal("PUT 201", string.Join(", ", process.Wire.Calls));
    }

    [Theory]
    [MemberData(nameof(StoreCalls.All), MemberType = typeof(StoreCalls))]
    public async Task Cancellation_at_any_attempt_or_during_a_refusal_is_not_reported_as_unavailable(string call)
    {
        await AssertCanceledAsync(call, _ => null);
        await AssertCanceledAsync(call, attempt => attempt == 1 ? throw new HttpRequestException("Connection reset by peer.") : null);
        await AssertCanceledAsync(call, _ => BlobWire.Refusal(HttpStatusCode.ServiceUnavailable, "ServerBusy", "30"));
    }

    [Theory]
    [InlineData("read")]
    [InlineData("write")]
    public async Task What_the_service_says_of_a_token_goes_no_further(string call)
    {
        // The response to a wrong key contains all that was signed.
        process.Wire.Before = request => Task.FromResult<HttpResponseMessage?>(BlobWire.Refusal(
            HttpStatusCode.Forbidden,
            "AuthenticationFailed",
            detail: "<AuthenticationErrorDetail>The MAC signature found in the HTTP request is not the same as any computed signature. "
                + $"Server used following string to sign: '{request.Method}\n\n{request.RequestUri!.AbsolutePath}'."
                + "</AuthenticationErrorDetail>"));
        var exception = await FailAsync(call);

        Assert.EndsWith(": 403 AuthenticationFailed.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[token].json", exception.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Cancels a call when one of its attempts gets a response from the wire; null for that of the service.</summary>
    private async Task AssertCanceledAsync(string call, Func<int, HttpResponseMessage?> respond)
    {
        using var source = new CancellationTokenSource();
        var cancel = source.Token;
        var attempts = 0;
        process.Wire.Before = async _ =>
        {
            var response = respond(++attempts);
            await source.CancelAsync();
            return response;
        };
        if (call == "sweep")
        {
            // A sweep whose time is up has done what it could.
            await StoreCalls.DoAsync(call, process, search, cancel);
            return;
        }

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StoreCalls.DoAsync(call, process, search, cancel));
        Assert.Equal(cancel, exception.CancellationToken);
    }

    private async Task<StoreUnavailableException> FailAsync(string call, CloudProcess? by = null)
    {
        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => StoreCalls.DoAsync(call, by ?? process, search).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.StartsWith("Blob Storage could not ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(search.Token.Value, exception.ToString(), StringComparison.Ordinal);
        (by ?? process).Log.AssertNone(search.Token.Value);
        return exception;
    }
}
