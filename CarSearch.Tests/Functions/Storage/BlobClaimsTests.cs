using System.Net;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>Idempotency keys as blobs: whoever claims one first has it for a day.</summary>
public sealed class BlobClaimsTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly CloudProcess one = new();
    private readonly CloudProcess two;

    public BlobClaimsTests()
    {
        two = new() { ContainerName = one.ContainerName };
        one.Blobs.Create();
    }

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public async Task Who_claims_first_has_it_and_others_learn_for_which_search()
    {
        var first = Claim();

        Assert.Equal(first, await one.Store.ClaimAsync(first, default));
        Assert.Equal(first, await two.Store.ClaimAsync(Claim(minutes: 1), default));
        var last = Claim(minutes: 24 * 60) with { ClaimedAt = first.ClaimedAt + KeyClaim.Lifetime - TimeSpan.FromTicks(1) };
        Assert.Equal(first, await one.Store.ClaimAsync(last, default));
    }

    [Fact]
    public async Task Other_keys_are_others()
    {
        var (first, second) = (Claim(), Claim() with { Key = Key.Replace('0', 'f') });

        Assert.Equal(first, await one.Store.ClaimAsync(first, default));
        Assert.Equal(second, await one.Store.ClaimAsync(second, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_sixteen_at_the_same_moment_one_has_it(bool isExpired)
    {
        if (isExpired)
        {
            await one.Store.ClaimAsync(Claim(minutes: -24 * 60), default);
        }

        var claims = Enumerable.Range(0, 16).Select(_ => Claim()).ToArray();
        var held = await Task.WhenAll(claims.Select((claim, i) =>
            Task.Run(() => (i % 2 == 0 ? one : two).Store.ClaimAsync(claim, default).AsTask())));

        var winner = Assert.Single(held.Distinct());
        Assert.Contains(winner, claims);
        Assert.Equal(winner, await two.Store.ClaimAsync(Claim(), default));
    }

    [Fact]
    public async Task After_a_day_a_key_is_claimed_anew()
    {
        var (first, later) = (Claim(), Claim(minutes: 24 * 60));
        await one.Store.ClaimAsync(first, default);

        Assert.Equal(later, await two.Store.ClaimAsync(later, default));
        Assert.Equal(later, await one.Store.ClaimAsync(Claim(minutes: (24 * 60) + 1), default));
    }

    [Fact]
    public async Task An_expired_claim_that_another_replaces_meanwhile_is_the_others()
    {
        await two.Store.ClaimAsync(Claim(minutes: -24 * 60), default);
        var theirs = Claim();
        var puts = 0;
        one.Wire.Before = async request =>
        {
            // The first finds the old claim, the second would replace it.
            if (request.Method == HttpMethod.Put && ++puts == 2)
            {
                Assert.Equal(theirs, await two.Store.ClaimAsync(theirs, default));
            }

            return null;
        };

        Assert.Equal(theirs, await one.Store.ClaimAsync(Claim(), default));
        Assert.Equal("PUT 409, GET 200, PUT 412, GET 200", string.Join(", ", one.Wire.Calls));
    }

    [Fact]
    public async Task A_claim_that_is_swept_away_meanwhile_is_made_anew()
    {
        await one.Store.ClaimAsync(Claim(), default);
        var blob = one.Blobs.GetBlobClient($"keys/{Key}");
        one.Wire.Before = async request =>
        {
            if (request.Method == HttpMethod.Get)
            {
                await blob.DeleteIfExistsAsync();
            }

            return null;
        };
        var mine = Claim(minutes: 1);

        Assert.Equal(mine, await one.Store.ClaimAsync(mine, default));
        Assert.Equal("PUT 409, GET 404, PUT 201", string.Join(", ", one.Wire.Calls.TakeLast(3)));
    }

    [Theory]
    [InlineData(false, "PUT 201, PUT 409, GET 200")]
    [InlineData(true, "PUT 409, GET 200, PUT 201, PUT 412, GET 200")]
    public async Task A_claim_whose_answer_was_lost_is_known_as_its_own(bool isExpired, string calls)
    {
        if (isExpired)
        {
            await two.Store.ClaimAsync(Claim(minutes: -24 * 60), default);
        }

        var isLost = false;
        one.Wire.Loses = request => Task.FromResult(
            !isLost && request.Method == HttpMethod.Put && (isLost = one.Wire.Calls[^1].Status == 201));
        var mine = Claim();

        Assert.Equal(mine, await one.Store.ClaimAsync(mine, default));
        Assert.Equal(calls, string.Join(", ", one.Wire.Calls));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"token":"no token","requestDigest":"b","claimedAt":"2026-11-23T17:00:00Z"}""")]
    [InlineData("""{"token":"0123456789abcdef0123456789abcdef","claimedAt":"2026-11-23T17:00:00Z"}""")]
    [InlineData("""{"token":"0123456789abcdef0123456789abcdef","requestDigest":"b","claimedAt":"soon"}""")]
    [InlineData("""{"token":"0123456789abcdef0123456789abcdef","requestDigest":"b","claimedAt":"9999-12-31T23:59:59Z"}""")]
    public async Task A_blob_that_is_no_claim_is_written_anew(string content)
    {
        await one.Blobs.GetBlobClient($"keys/{Key}").UploadAsync(new BinaryData(content));
        var mine = Claim();

        Assert.Equal(mine, await one.Store.ClaimAsync(mine, default));
        Assert.Equal(mine, await two.Store.ClaimAsync(Claim(), default));
    }

    [Fact]
    public async Task A_key_that_can_not_be_written_for_ever_is_given_up()
    {
        await two.Store.ClaimAsync(Claim(minutes: -24 * 60), default);
        one.Wire.Refuses(HttpStatusCode.PreconditionFailed, "ConditionNotMet", which: request => request.Method == HttpMethod.Put);
        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await one.Store.ClaimAsync(Claim(), default));

        Assert.Equal("Failed to write an idempotency key: its ETag precondition failed 8 times.", exception.Message);
        Assert.Equal(8, one.Wire.Calls.Count(call => call.Method == "PUT"));
    }

    private static KeyClaim Claim(int minutes = 0) =>
        new(Key, SearchToken.New(), new string('d', 64), TestSearches.Start + TimeSpan.FromMinutes(minutes));
}
