using static Microsoft.Playwright.Assertions;

namespace CarSearch.Tests.Core.Api.Page;

/// <summary>The form: what it is preset to, and the errors of the API at its fields.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageFormTests(Browser browser)
{
    [Fact]
    public async Task The_form_is_preset_to_the_next_weekend_and_to_the_country_of_the_browser()
    {
        await using var session = await PageSession.OpenAsync(browser);

        await PresetAsync("Wednesday", "2026-11-25T15:00:00", "2026-11-27T10:00", "2026-11-29T10:00");
        await PresetAsync("Thursday", "2026-11-26T23:59:00", "2026-11-27T10:00", "2026-11-29T10:00");
        await PresetAsync("Friday", "2026-11-27T08:00:00", "2026-12-04T10:00", "2026-12-06T10:00");
        await PresetAsync("Saturday", "2026-12-26T08:00:00", "2027-01-01T10:00", "2027-01-03T10:00");
        await Expect(session.Field("Driver’s age")).ToHaveValueAsync("30");
        await Expect(session.Field("Lives in")).ToHaveValueAsync("US");
        await Expect(session.Field("Currency")).ToHaveValueAsync("USD");

        async Task PresetAsync(string day, string now, string from, string until)
        {
            await session.Page.Clock.SetFixedTimeAsync($"{now}-05:00");
            await session.Page.ReloadAsync();
            Assert.Equal(day, await session.Page.EvaluateAsync<string>("new Date().toLocaleDateString('en', { weekday: 'long' })"));
            await Expect(session.Field("From")).ToHaveValueAsync(from);
            await Expect(session.Field("Until")).ToHaveValueAsync(until);
        }
    }

    [Fact]
    public async Task Every_error_of_the_API_stands_at_its_field_in_its_words()
    {
        await using var session = await PageSession.OpenAsync(browser, PageSetup.Expecting(400));
        await session.Field("Pick-up").FillAsync("Atlantis");
        await session.Field("Until").FillAsync("");
        await session.Field("Driver’s age").FillAsync("twelve");
        await session.Field("Lives in").FillAsync("ZZ");
        await session.Field("Currency").FillAsync("xxq");
        await session.Button("Search cars").ClickAsync();

        await ErrorAsync("Pick-up", "\"Atlantis\" is not a known place. ");
        await ErrorAsync("Until", "Missing. Allowed: a local time without an offset");
        await ErrorAsync("Driver’s age", "Allowed: an age in whole years, from 18 to 99.");
        await ErrorAsync("Lives in", "ZZ");
        await ErrorAsync("Currency", "XXQ");
        await Expect(session.Field("Pick-up")).ToBeFocusedAsync();
        await Expect(session.Locate("#form-error")).ToHaveTextAsync("The search is not valid. Errors are listed by property.");
        await Expect(session.Locate("#results")).ToBeHiddenAsync();

        await session.Field("Driver’s age").FillAsync("30");
        await session.Field("Driver’s age").BlurAsync();
        await Expect(session.Locate("#driver-age-error")).ToBeEmptyAsync();
        await Expect(session.Field("Driver’s age")).Not.ToHaveAttributeAsync("aria-invalid", "true");

        async Task ErrorAsync(string label, string text)
        {
            var field = session.Field(label);
            await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
            await Expect(session.Locate($"#{await field.GetAttributeAsync("aria-describedby")}")).ToContainTextAsync(text);
        }
    }

    [Fact]
    public async Task An_ambiguous_place_is_chosen_among_its_candidates()
    {
        await using var session = await PageSession.OpenAsync(browser, PageSetup.Expecting(400));
        await session.Field("Pick-up").FillAsync("San Jose");
        await session.Button("Search cars").ClickAsync();
        await session.Button("San José, CR (SJO)").ClickAsync();
        await Expect(session.Locate("#pick-up-place-error")).ToBeEmptyAsync();
        await session.Button("Search cars").ClickAsync();

        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Search complete");
        await Expect(session.Locate("#trip")).ToHaveTextAsync("Juan Santamaría International Airport, two days");
    }

    [Fact]
    public async Task Another_drop_off_is_sent_and_shown()
    {
        await using var session = await PageSession.OpenAsync(browser);
        await session.Field("Drop-off").FillAsync("EWR");
        await session.SearchToEndAsync("jfk");

        await Expect(session.Locate("#trip")).ToHaveTextAsync(
            "John F. Kennedy International Airport to Newark Liberty International Airport, two days");
        await Expect(session.Locate(".station").First).ToContainTextAsync("return: ");
    }

    [Fact]
    public async Task An_example_starts_its_search()
    {
        await using var session = await PageSession.OpenAsync(browser);
        await session.Button("London").ClickAsync();

        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Search complete");
        await Expect(session.Field("Pick-up")).ToHaveValueAsync("London (LON)");
    }
}
