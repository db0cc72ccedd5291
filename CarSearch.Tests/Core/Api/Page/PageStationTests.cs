using System.Text.Json.Nodes;
using static Microsoft.Playwright.Assertions;

namespace CarSearch.Tests.Core.Api.Page;

/// <summary>The stations of an offer.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageStationTests(Browser browser)
{
    private const string Kennedy =
        """
        { "place": "JFK", "name": "Kennedy", "atAirport": true, "address": "1 Rental Road, Queens", "location": null,
          "phone": "+1 718 555 0100", "hours": "24/7", "howToGetThere": "counterInTerminalShuttleToCar" }
        """;

    private const string Newark =
        """
        { "place": "EWR", "name": "Newark", "atAirport": false, "address": null, "location": null,
          "phone": null, "hours": "Mo-Fr 07:00-22:00; Sa 08:00-12:00", "howToGetThere": "railwayStation" }
        """;

    [Fact]
    public async Task One_station_has_its_address_way_hours_and_phone()
    {
        await using var session = await OpenAsync(Kennedy, Kennedy);
        var summary = session.Locate(".station summary");
        var entries = session.Locate(".station dl > div");
        await Expect(summary).ToHaveTextAsync("Kennedy (JFK), in the terminal");
        await Expect(entries.First).ToBeHiddenAsync();

        await summary.FocusAsync();
        await summary.PressAsync("Enter");
        await Expect(session.Locate(".station h4")).ToHaveTextAsync("Pick-up and return");
        await Expect(entries.First).ToBeVisibleAsync();
        await Expect(entries).ToHaveTextAsync(
        [
            "Address1 Rental Road, Queens", "How to get therecounter in the terminal, shuttle to the car", "Openday and night",
            "Phone+1 718 555 0100",
        ]);
    }

    [Fact]
    public async Task Another_station_of_the_return_has_its_own_details()
    {
        await using var session = await OpenAsync(Kennedy, Newark);
        await session.Locate(".station summary").ClickAsync();

        await Expect(session.Locate(".station summary")).ToHaveTextAsync("Kennedy (JFK), in the terminal; return: Newark (EWR)");
        await Expect(session.Locate(".station h4")).ToHaveTextAsync(["Pick-up", "Return"]);
        await Expect(session.Locate(".station dl").Nth(1).Locator("div")).ToHaveTextAsync(
            ["How to get thererailway station", "OpenMo-Fr 07:00-22:00; Sa 08:00-12:00"]);
    }

    [Fact]
    public async Task Details_stay_open_when_the_offers_are_shown_anew()
    {
        await using var session = await OpenAsync(Kennedy, Kennedy);
        await session.Locate(".station summary").ClickAsync();
        await Expect(session.Locate(".station[open]")).ToHaveCountAsync(1);
        await session.Page.RunAndWaitForResponseAsync(
            () => session.Field("Sort by").SelectOptionAsync("rating"),
            response => response.Url.EndsWith("?sort=rating", StringComparison.Ordinal));
        await Expect(session.Locate(".station[open] dl")).ToBeVisibleAsync();

        await session.Locate(".station summary").ClickAsync();
        await Expect(session.Locate(".station[open]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_station_without_details_is_its_name()
    {
        var bare = JsonNode.Parse(Newark)!;
        (bare["hours"], bare["howToGetThere"]) = (null, null);
        await using var session = await OpenAsync(bare.ToJsonString(), bare.ToJsonString());

        await Expect(session.Locate("p.station")).ToHaveTextAsync("Newark (EWR)");
        await Expect(session.Locate("details.station")).ToHaveCountAsync(0);
    }

    private Task<PageSession> OpenAsync(string pickUp, string dropOff) => PageSession.OpenChangedAsync(browser, (_, offer) =>
    {
        offer["pickUp"] = JsonNode.Parse(pickUp);
        offer["dropOff"] = JsonNode.Parse(dropOff);
    });
}
