using System.Net;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>A storage account that refuses, has too much to do, or is not there: each call tells it as one thing, soon, and without secrets.</summary>
public sealed class BlobErrorTests : IAsyncLifetime, IDisposable
{
    private readonly CloudProcess process = new();
    private readonly AcceptedSearch search = CloudProcess.NewSearch();

    public Task InitializeAsync() => process.Blobs.CreateAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => process.Dispose();

    [Theory]
    [InlineData("write")]
    [InlineData("claim")]
    public async Task An_account_where_nobody_listens_is_unavailable(string call)
    {
        using var alone = new CloudProcess { Account = Azurite.UnreachableConnectionString };
        var told = await ToldAsync(call, alone);

        Assert.EndsWith(": it is not reachable.", told.Message, StringComparison.Ordinal);
        Assert.Null(told.RetryAfter);
    }

    [Theory]
    [MemberData(nameof(StoreCalls.All), MemberType = typeof(StoreCalls))]
    public async Task A_refusal_is_told_with_its_status_and_tried_once(string call)
    {
        process.Wire.Refuses(HttpStatusCode.Forbidden, "AuthorizationFailure");

        Assert.EndsWith(": 403 AuthorizationFailure.", (await ToldAsync(call)).Message, StringComparison.Ordinal);
        Assert.Single(process.Wire.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "30", 30)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "2", 2)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "86400", 86_400)]
    [InlineData(HttpStatusCode.InternalServerError, "7", 7)]
    public async Task A_pause_that_the_service_asks_for_is_told_and_not_waited_for(HttpStatusCode status, string asked, int seconds)
    {
        process.Wire.Refuses(status, "ServerBusy", asked);

        Assert.Equal(TimeSpan.FromSeconds(seconds), (await ToldAsync("read")).RetryAfter);
        Assert.Single(process.Wire.Calls);
    }

    [Theory]
    [InlineData("Mon, 23 Nov 2026 17:01:00 GMT", 60L)]
    [InlineData("Mon, 23 Nov 2026 17:00:01 GMT", 1L)]
    [InlineData("Mon, 23 Nov 2026 17:00:00 GMT", null)]
    [InlineData("Tue, 24 Nov 2026 17:00:00 GMT", 86_400L)]
    [InlineData("soon", null)]
    [InlineData("-1", null)]
    [InlineData("99999999999", null)]
    public async Task A_pause_told_as_a_date_or_not_to_be_understood_is_not_waited_for(string asked, long? seconds)
    {
        process.Wire.Before = _ =>
        {
            var refusal = BlobWire.Refusal(HttpStatusCode.ServiceUnavailable, "ServerBusy", asked);
            refusal.Headers.Date = new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.Zero);
            return Task.FromResult<HttpResponseMessage?>(refusal);
        };

        Assert.Equal(seconds is { } known ? TimeSpan.FromSeconds(known) : null, (await ToldAsync("read")).RetryAfter);
        Assert.Single(process.Wire.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, null)]
    [InlineData(HttpStatusCode.InternalServerError, null)]
    [InlineData(HttpStatusCode.TooManyRequests, null)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "0")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "1")]
    public async Task A_short_fault_is_tried_again(HttpStatusCode status, string? retryAfter)
    {
        var refused = 0;
        process.Wire.Before = _ => Task.FromResult(refused++ == 0 ? BlobWire.Refusal(status, "ServerBusy", retryAfter) : null);
        await StoreCalls.DoAsync("write", process, search);

        Assert.Equal($"PUT {(int)status}, PUT 201", string.Join(", ", process.Wire.Calls));
    }

    [Fact]
    public async Task A_fault_that_lasts_is_told_after_three_tries()
    {
        process.Wire.Refuses(HttpStatusCode.ServiceUnavailable, "ServerBusy");

        Assert.Equal("Blob Storage could not read a record: 503 ServerBusy.", (await ToldAsync("read")).Message);
        Assert.Equal(3, process.Wire.Calls.Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_once_is_made_again()
    {
        var broken = 0;
        process.Wire.Before = _ => broken++ == 0 ? throw new HttpRequestException("Connection reset by peer.") : Task.FromResult<HttpResponseMessage?>(null);
        await StoreCalls.DoAsync("write", process, search);

        Assert.Equal("PUT 201", string.Join(", ", process.Wire.Calls));
    }

    [Theory]
    [MemberData(nameof(StoreCalls.All), MemberType = typeof(StoreCalls))]
    public async Task A_caller_who_gives_up_at_the_first_try_is_not_told_that_storage_is_down(string call)
    {
        using var cancel = new CancellationTokenSource();
        process.Wire.Before = async _ =>
        {
            await cancel.CancelAsync();
            return null;
        };

        await AssertCanceledAsync(call, cancel.Token);
    }

    [Theory]
    [MemberData(nameof(StoreCalls.All), MemberType = typeof(StoreCalls))]
    public async Task A_caller_who_gives_up_at_a_later_try_is_not_told_that_storage_is_down(string call)
    {
        using var cancel = new CancellationTokenSource();
        var tries = 0;
        process.Wire.Before = async _ =>
        {
            if (tries++ == 0)
            {
                throw new HttpRequestException("Connection reset by peer.");
            }

            await cancel.CancelAsync();
            return null;
        };

        await AssertCanceledAsync(call, cancel.Token);
    }

    [Theory]
    [MemberData(nameof(StoreCalls.All), MemberType = typeof(StoreCalls))]
    public async Task A_caller_who_gives_up_while_a_refusal_comes_is_not_told_that_storage_is_down(string call)
    {
        using var cancel = new CancellationTokenSource();
        process.Wire.Before = async _ =>
        {
            await cancel.CancelAsync();
            return BlobWire.Refusal(HttpStatusCode.ServiceUnavailable, "ServerBusy", "30");
        };

        await AssertCanceledAsync(call, cancel.Token);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("write")]
    public async Task What_the_service_says_of_a_token_goes_no_further(string call)
    {
        // As it tells a wrong key: with all that it has signed.
        process.Wire.Before = request => Task.FromResult<HttpResponseMessage?>(BlobWire.Refusal(
            HttpStatusCode.Forbidden,
            "AuthenticationFailed",
            detail: $"<AuthenticationErrorDetail>The MAC signature found in the HTTP request is not the same as any computed signature. Server used following string to sign: '{request.Method}\n\n{request.RequestUri!.AbsolutePath}'.</AuthenticationErrorDetail>"));
        var told = await ToldAsync(call);

        Assert.EndsWith(": 403 AuthenticationFailed.", told.Message, StringComparison.Ordinal);
        Assert.Contains("[token].json", told.ToString(), StringComparison.Ordinal);
    }

    private async Task AssertCanceledAsync(string call, CancellationToken cancel)
    {
        if (call == "sweep")
        {
            // A sweep whose time is up has done what it could.
            await StoreCalls.DoAsync(call, process, search, cancel);
            return;
        }

        var told = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StoreCalls.DoAsync(call, process, search, cancel));
        Assert.Equal(cancel, told.CancellationToken);
    }

    private async Task<StoreUnavailableException> ToldAsync(string call, CloudProcess? by = null)
    {
        var told = await Assert.ThrowsAsync<StoreUnavailableException>(() => StoreCalls.DoAsync(call, by ?? process, search).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.StartsWith("Blob Storage could not ", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(search.Token.Value, told.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain((by ?? process).Log.All, line => line.Contains(search.Token.Value, StringComparison.Ordinal));
        return told;
    }
}
