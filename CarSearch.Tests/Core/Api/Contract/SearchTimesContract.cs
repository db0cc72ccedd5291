using CarSearch.Tests.Support;
using static CarSearch.Tests.Core.Api.Contract.ContractExtensions;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/searches: times local to places, at 17:00 UTC on 23 November 2026.</summary>
public abstract class SearchTimesContract<THost>(SharedHost<THost> shared) : IClassFixture<SharedHost<THost>>
    where THost : IContractHost
{
    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("2026-12-04")]
    [InlineData("2026-12-04 10:00")]
    [InlineData("2026-12-04T10:00Z")]
    [InlineData("2026-12-04T10:00:30")]
    [InlineData("2026-02-29T10:00")]
    [InlineData("٢٠٢٦-12-04T10:00")]
    [InlineData("")]
    public async Task A_time_in_another_form_is_refused(string at)
    {
        using var response = await client.PostSearchAsync(Body(at: at));

        Assert.Equal(
            $"pickUp.at: \"{at}\" is not valid. Allowed: a local time without an offset, such as 2026-12-04T10:00.",
            await response.ErrorsAsync("InvalidSearch"));
    }

    [Theory]
    [InlineData("JFK", "2026-11-23T11:59", "John F. Kennedy International Airport is 2026-11-23T12:00")]
    [InlineData("HND", "2026-11-23T23:59", "Tokyo Haneda International Airport is 2026-11-24T02:00")]
    [InlineData("HND", "2026-11-24T01:59", "Tokyo Haneda International Airport is 2026-11-24T02:00")]
    public async Task A_pick_up_in_the_past_at_that_places_own_time_is_refused(string from, string at, string where)
    {
        using var response = await client.PostSearchAsync(Body(from, at));

        Assert.Equal(
            $"pickUp.at: {at} is in the past. The local time at {where}.", (await response.ErrorsAsync("InvalidSearch")).Split('\n')[^1]);
    }

    [Theory]
    [InlineData("JFK", "2026-11-23T12:00")]
    [InlineData("HND", "2026-11-24T02:00")]
    public async Task A_pick_up_now_is_accepted(string from, string at) =>
        Assert.Equal(1, await DaysAsync(from, at, null, $"{at[..11]}20:00"));

    [Theory]
    [InlineData("JFK", "2027-10-19T13:01")]
    [InlineData("HND", "2027-10-20T02:01")]
    public async Task A_pick_up_more_than_330_days_ahead_is_refused(string from, string at)
    {
        using var response = await client.PostSearchAsync(Body(from, at, until: at));

        Assert.Contains(
            $"pickUp.at: {at} is too far ahead. Allowed: a time within 330 days from now.",
            await response.ErrorsAsync("InvalidSearch"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("JFK", "2027-10-19T13:00", "2027-10-20T13:00")]
    [InlineData("HND", "2027-10-20T02:00", "2027-10-21T02:00")]
    public async Task A_pick_up_330_days_ahead_is_accepted(string from, string at, string until) =>
        Assert.Equal(1, await DaysAsync(from, at, null, until));

    [Theory]
    [InlineData(null, "2026-12-04T10:00")]
    [InlineData(null, "2026-12-04T09:59")]
    [InlineData("LAX", "2026-12-04T07:00")] // the same moment, three hours west
    [InlineData("LHR", "2026-12-04T15:00")]
    public async Task A_drop_off_that_is_not_after_the_pick_up_is_refused(string? to, string until)
    {
        using var response = await client.PostSearchAsync(Body(to: to, until: until));

        Assert.Equal(
            $"dropOff.at: {until} is not after the pick-up at 2026-12-04T10:00. Allowed: a later time.",
            await response.ErrorsAsync("InvalidSearch"));
    }

    [Fact]
    public async Task A_rental_over_90_days_is_refused()
    {
        using var response = await client.PostSearchAsync(Body(until: "2027-03-04T10:01"));

        Assert.Equal("dropOff.at: The rental lasts 91 days. Allowed: at most 90.", await response.ErrorsAsync("InvalidSearch"));
    }

    [Theory]
    [InlineData("JFK", "2026-12-04T10:00", null, "2026-12-04T10:01", 1)]
    [InlineData("JFK", "2026-12-04T10:00", null, "2026-12-05T10:00", 1)]
    [InlineData("JFK", "2026-12-04T10:00", null, "2026-12-05T10:01", 2)]
    [InlineData("JFK", "2026-12-04T10:00", "LAX", "2026-12-04T07:01", 1)]
    [InlineData("JFK", "2026-12-04T10:00", "LAX", "2026-12-05T07:00", 1)]
    [InlineData("JFK", "2026-12-04T10:00", "LAX", "2026-12-05T10:00", 2)]
    [InlineData("JFK", "2026-12-04T10:00", null, "2027-03-04T10:00", 90)]
    public async Task Days_are_elapsed_24_hour_periods_rounded_up(string from, string at, string? to, string until, int days) =>
        Assert.Equal(days, await DaysAsync(from, at, to, until));

    [Theory]
    [InlineData("JFK", "2027-03-13T12:00", "2027-03-14T12:00", 1)] // 23 hours
    [InlineData("JFK", "2027-03-13T12:00", "2027-03-14T13:00", 1)]
    [InlineData("JFK", "2027-03-13T12:00", "2027-03-14T13:01", 2)]
    [InlineData("JFK", "2026-12-20T10:00", "2027-03-20T11:00", 90)]
    [InlineData("SYD", "2027-04-03T12:00", "2027-04-04T11:00", 1)] // 24 hours
    [InlineData("SYD", "2027-04-03T12:00", "2027-04-04T12:00", 2)] // 25 hours
    public async Task Days_are_counted_over_a_change_of_clocks(string from, string at, string until, int days) =>
        Assert.Equal(days, await DaysAsync(from, at, null, until));

    [Theory]
    [InlineData("JFK", "2027-03-14T02:00", "John F. Kennedy International Airport (America/New_York)")]
    [InlineData("New York", "2027-03-14T02:59", "New York (America/New_York)")]
    [InlineData("LHR", "2027-03-28T01:30", "London Heathrow Airport (Europe/London)")]
    public async Task A_time_that_a_change_of_clocks_skips_is_refused(string from, string at, string where)
    {
        using var pickUp = await client.PostSearchAsync(Body(from, at, until: "2027-03-30T10:00"));
        using var dropOff = await client.PostSearchAsync(Body(from, "2027-03-01T10:00", until: at));

        Assert.Equal($"pickUp.at: {at} does not exist at {where}: a clock change skips it.", await pickUp.ErrorsAsync("InvalidSearch"));
        Assert.Equal($"dropOff.at: {at} does not exist at {where}: a clock change skips it.", await dropOff.ErrorsAsync("InvalidSearch"));
    }

    [Theory]
    [InlineData("JFK", "2027-03-14T01:59")]
    [InlineData("JFK", "2027-03-14T03:00")]
    [InlineData("PHX", "2027-03-14T02:30")] // no change of clocks
    public async Task A_time_beside_a_change_of_clocks_is_accepted(string from, string at) =>
        Assert.Equal(1, await DaysAsync(from, at, null, "2027-03-14T20:00"));

    [Theory]
    [InlineData("2027-04-04T02:30", "2027-04-05T02:30", 2)] // 25 hours from the first 02:30
    [InlineData("2027-04-03T02:30", "2027-04-04T02:30", 1)] // 24 hours to the first
    [InlineData("2027-04-04T02:30", "2027-04-05T01:30", 1)]
    public async Task Of_a_time_that_comes_twice_the_first_is_meant(string at, string until, int days) =>
        Assert.Equal(days, await DaysAsync("SYD", at, null, until));

    [Fact]
    public async Task Wrong_times_of_both_ends_are_reported_together()
    {
        using var response = await client.PostSearchAsync(Body(at: "2026-11-01T10:00", until: "2027-12-06T10:00"));

        Assert.Equal("dropOff.at pickUp.at", await response.WrongAsync("InvalidSearch"));
    }

    private async Task<int> DaysAsync(string from, string at, string? to, string until)
    {
        var token = await client.StartAndEndAsync(Body(from, at, to, until));
        return (await client.GetJsonAsync($"/api/searches/{token}")).GetProperty("request").GetProperty("days").GetInt32();
    }
}
