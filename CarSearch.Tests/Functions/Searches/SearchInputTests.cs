using System.Text.Json;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>What an orchestration is given, as it stands in its history.</summary>
public sealed class SearchInputTests
{
    private const string Token = "00112233445566778899aabbccddeeff";

    private const string Name = "John F. Kennedy International Airport";

    private const string Airports = $$"""[{"code":"JFK","name":"{{Name}}"}]""";

    private const string Point =
        $$"""{"place":"JFK","name":"{{Name}}","country":"US","timeZone":"America/New_York","at":"2026-12-04T10:00","airports":"""
        + Airports + "}";

    private const string Request =
        $$"""{"pickUp":{{Point}},"dropOff":{{Point}},"days":2,"driverAge":30,"residence":"US","currency":"USD"}""";

    private const string Whole = $$"""{"token":"{{Token}}","requestedAt":"2026-11-23T17:00:00.123+00:00","request":{{Request}}}""";

    [Fact]
    public void It_is_camelCase_with_local_times_and_its_token_written_out()
    {
        Assert.True(SearchToken.TryParse(Token, out var token));
        var request = SampleRequests.Weekend with { DropOff = SampleRequests.Weekend.PickUp };
        var search = new AcceptedSearch(token, new(2026, 11, 23, 17, 0, 0, 123, TimeSpan.Zero), request);

        Assert.Equal(Whole, JsonSerializer.Serialize(SearchInput.From(search), FunctionsJson.Options));
    }

    [Fact]
    public void It_comes_back_as_it_was()
    {
        var search = SampleSearches.New();
        var json = JsonSerializer.Serialize(SearchInput.From(search), FunctionsJson.Options);

        Assert.True(SearchInput.TryParse(json, out var read));
        Assert.Equal((search.Token, search.RequestedAt), (read.Token, read.RequestedAt));
        Assert.Equal(DateTimeKind.Unspecified, read.Request.PickUp.At.Kind);
        Assert.Equal(json, JsonSerializer.Serialize(SearchInput.From(read), FunctionsJson.Options));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\"00112233445566778899aabbccddeeff\"")]
    [InlineData("{\"token\":\"00112233445566778899aabbccddeeff\"")]
    [InlineData("{\"token\":\"00112233445566778899aabbccddeeff\",\"requestedAt\":\"2026-11-23T17:00:00Z\",\"request\":null}")]
    [InlineData("{\"token\":\"00112233445566778899aabbccddeeff\",\"requestedAt\":\"2026-11-23T17:00:00Z\",\"request\":{}}")]
    public void What_is_no_input_of_a_search_is_not_read(string? json) => Assert.False(SearchInput.TryParse(json, out _));

    [Theory]
    [InlineData(Token, "00112233445566778899AABBCCDDEEFF")]
    [InlineData("2026-11-23T17:00:00.123+00:00", "yesterday")]
    [InlineData("2026-12-04T10:00", "2026-12-04T10:00+25:00")]
    [InlineData("\"at\":\"2026-12-04T10:00\",", "")]
    [InlineData("\"airports\":[{\"code\":\"JFK\",\"name\":\"John F. Kennedy International Airport\"}]", "\"airports\":null")]
    [InlineData("\"currency\":\"USD\"", "\"currency\":null")]
    [InlineData("\"days\":2", "\"days\":\"two\"")]
    public void An_input_with_a_member_that_is_wrong_is_not_read(string right, string wrong)
    {
        Assert.Contains(right, Whole, StringComparison.Ordinal);
        Assert.True(SearchInput.TryParse(Whole, out _));

        Assert.False(SearchInput.TryParse(Whole.Replace(right, wrong, StringComparison.Ordinal), out _));
    }

    [Theory]
    [InlineData(Token)]
    [InlineData("something else")]
    public void What_it_says_of_itself_has_no_token(string token)
    {
        var input = new SearchInput(token, DateTimeOffset.UnixEpoch, SampleRequests.Weekend);
        Assert.DoesNotContain(token, input.ToString(), StringComparison.Ordinal);
    }
}
