using System.Globalization;
using System.Text.RegularExpressions;
using CarSearch.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CarSearch.Tests.Core.Api.Page;

/// <summary>The conversation on the page: search, filters, upgrade, order, pages.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class PageSearchTests(Browser browser)
{
    [Fact]
    public async Task A_search_leads_from_an_empty_form_to_offers()
    {
        await using var session = await PageSession.OpenAsync(browser);
        await session.SearchToEndAsync();

        await Expect(session.Locate("#trip")).ToHaveTextAsync("New York, two days");
        await Expect(session.Locate("#suppliers > li")).ToHaveCountAsync(10);
        await Expect(session.Locate("#suppliers > [data-status=Succeeded]")).ToHaveCountAsync(10);
        await Expect(session.Locate(".offer")).ToHaveCountAsync(20);
        await Expect(session.Locate(".offer svg.car").First).ToBeVisibleAsync();
        await Expect(session.Locate("#sentence")).ToHaveTextAsync(
            new Regex(
                @"^An? [a-z-]+ .+ at [A-Z]{3} is \d+ US dollars for two days with \w+, rated \d(\.\d)?\. "
                + @"The deposit is [\d,]+ US dollars\.( Or an? .+)?$"));
        await Expect(session.Locate("#plots svg")).ToHaveCountAsync(2);
        await Expect(session.Locate("#live")).ToHaveTextAsync(new Regex(@"^The search is complete: [\d,]+ offers from 10 suppliers\.$"));
        Assert.DoesNotMatch("[0-9a-f]{32}", session.Page.Url);
    }

    [Fact]
    public async Task A_size_and_an_upgrade_filter_the_offers_and_tell_what_more_costs()
    {
        await using var session = await PageSession.OpenAsync(browser);
        await session.SearchToEndAsync();
        var compact = session.Chip("size:compact");
        await Expect(compact).ToHaveTextAsync(new Regex(@"^compact \d+, from \$\d+$"));
        await compact.ClickAsync();

        await Expect(compact).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(session.Locate("#offers-title")).ToHaveTextAsync(new Regex(@"^\d+ of [\d,]+ offers$"));
        var price = Amount(await compact.InnerTextAsync());
        Assert.All(await ClassesAsync(session), text => Assert.StartsWith("Compact ", text, StringComparison.Ordinal));

        var upgrade = session.Chip("upgrade:intermediate");
        var more = Amount(await upgrade.InnerTextAsync());
        await Expect(upgrade).ToHaveTextAsync(new Regex(@"^intermediate for \$\d+ more$"));
        await upgrade.ClickAsync();

        var larger = session.Locate(".offer:has(.upgrade)").First;
        await Expect(larger.Locator(".upgrade")).ToHaveTextAsync($"${more} more than a compact");
        await Expect(larger.Locator(".class")).ToHaveTextAsync(new Regex("^Intermediate "));
        Assert.InRange(Amount(await larger.Locator(".total").InnerTextAsync()) - price - more, -1, 1);
        await Expect(session.Locate("#sentence")).ToContainTextAsync($"For {more} US dollar");

        await session.Button("Clear filters").ClickAsync();
        await Expect(session.Locate("#facets [aria-pressed=true]")).ToHaveCountAsync(0);
        await Expect(session.Locate("#offers-title")).ToHaveTextAsync(new Regex(@"^[\d,]+ offers$"));
    }

    [Fact]
    public async Task Pages_and_the_order_are_those_of_the_API()
    {
        await using var session = await PageSession.OpenAsync(browser);
        await session.SearchToEndAsync();
        await Expect(session.Button("Previous")).ToBeDisabledAsync();
        await Expect(session.Locate("#range")).ToHaveTextAsync(new Regex(@"^1–20 of [\d,]+$"));

        await session.Button("Next").ClickAsync();
        await Expect(session.Locate("#range")).ToHaveTextAsync(new Regex(@"^21–40 of [\d,]+$"));
        await Expect(session.Locate("#offers-title")).ToBeFocusedAsync();
        await session.Button("Previous").ClickAsync();
        await Expect(session.Locate("#range")).ToHaveTextAsync(new Regex(@"^1–20 of [\d,]+$"));

        await session.Field("Sort by").SelectOptionAsync("rating");
        await Expect(session.Locate(".offer").First.Locator(".supplier")).ToContainTextAsync("Crownmere");
        Assert.Contains(session.Requests, request => request.EndsWith("?sort=rating", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Filters_and_pages_work_while_the_search_runs()
    {
        var late = new ScriptedSupplier("Beta");
        await using var session = await PageSession.OpenAsync(browser, PageSetup.Expecting(400) with
        {
            Suppliers =
            [
                new ScriptedSupplier("Alpha").Answers([.. Enumerable.Range(0, 25).Select(i => TestOffers.Offer($"A{i}", total: 100 + i))]),
                late,
            ],
        });
        await session.SearchAsync();
        await session.Button("Next").ClickAsync();
        await Expect(session.Locate("#range")).ToHaveTextAsync("21–25 of 25");
        await Expect(session.Locate("#offers-title")).ToBeFocusedAsync();
        await session.Field("Highest price").FillAsync("cheap");
        await session.Field("Highest price").PressAsync("Enter");
        await Expect(session.Locate("#max-price-error")).ToContainTextAsync("\"cheap\" is not valid.");

        (await late.NextAsync()).Offer(TestOffers.Offer("B1", total: 200));
        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Search complete");
        await Expect(session.Locate("#range")).ToHaveTextAsync("21–26 of 26");
        await Expect(session.Locate("#max-price-error")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task Payment_and_deposit_filter_the_offers()
    {
        await using var session = await PageSession.OpenAsync(browser, PageSetup.Expecting(400));
        await session.SearchToEndAsync();
        await session.Field("Payment").SelectOptionAsync("at pick-up");
        await Expect(session.Locate("#offers-title")).ToHaveTextAsync(new Regex(@"^\d+ of [\d,]+ offers$"));
        var field = session.Field("Highest deposit");
        await EnterAsync("400");
        await Expect(session.Locate(".offer:has-text('Deposit $750.00')")).ToHaveCountAsync(0);
        await Expect(session.Locate(".offer:not(:has-text('Deposit $'))")).ToHaveCountAsync(0);
        await Expect(session.Locate(".offer").First).ToBeVisibleAsync();
        Assert.All(
            await session.Locate(".terms li").Filter(new() { HasText = "Deposit" }).AllInnerTextsAsync(),
            deposit => Assert.InRange(Amount(deposit), 0, 400));
        Assert.Contains(
            session.Requests,
            request => Uri.UnescapeDataString(request).EndsWith("?payment=guarantee,atPickUp&maxDeposit=400", StringComparison.Ordinal));

        await EnterAsync("none");
        await Expect(session.Locate("#max-deposit-error")).ToContainTextAsync("\"none\" is not valid. Allowed: an amount from 0 ");
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await EnterAsync("500");
        await Expect(session.Locate("#max-deposit-error")).ToBeEmptyAsync();
        await EnterAsync("none");
        await Expect(session.Locate("#max-deposit-error")).Not.ToBeEmptyAsync();
        await session.Button("Clear filters").ClickAsync();
        await Expect(session.Locate("#max-deposit-error")).ToBeEmptyAsync();
        await Expect(session.Field("Payment")).ToHaveValueAsync("");

        async Task EnterAsync(string amount)
        {
            await field.FillAsync(amount);
            await field.PressAsync("Enter");
        }
    }

    [Fact]
    public async Task The_whole_search_works_with_the_keyboard_alone()
    {
        await using var session = await PageSession.OpenAsync(browser);
        var keyboard = session.Page.Keyboard;
        var place = session.Field("Pick-up");
        await TabToAsync(session, place);
        await keyboard.TypeAsync("heathr");
        await Expect(session.Locate("#pick-up-place-list [role=option]").First).ToBeVisibleAsync();
        await Expect(place).ToHaveAttributeAsync("aria-expanded", "true");
        await keyboard.PressAsync("ArrowUp");
        await keyboard.PressAsync("ArrowDown");
        await Expect(place).ToHaveAttributeAsync("aria-activedescendant", "pick-up-place-list-0");
        await keyboard.PressAsync("Enter");
        await Expect(place).ToHaveValueAsync(new Regex(@"\(LHR\)$"));
        await keyboard.TypeAsync("x");
        await Expect(session.Locate("#live")).ToHaveTextAsync("No places found.");
        await keyboard.PressAsync("Escape");
        await Expect(place).ToHaveValueAsync("");
        await keyboard.TypeAsync("heathr");
        await Expect(session.Locate("#pick-up-place-list")).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(session.Locate("#pick-up-place-list")).ToBeHiddenAsync();
        await Expect(place).ToHaveValueAsync("heathr");
        await keyboard.PressAsync("ArrowDown");
        await Expect(session.Locate("#pick-up-place-list")).ToBeVisibleAsync();
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("Enter");
        await keyboard.PressAsync("Enter");

        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Search complete");
        var chip = session.Chip("type:suv");
        await TabToAsync(session, chip);
        await keyboard.PressAsync("Space");
        await Expect(chip).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(chip).ToBeFocusedAsync();
        Assert.NotEqual("none", await chip.EvaluateAsync<string>("node => getComputedStyle(node).outlineStyle"));
        Assert.All(await ClassesAsync(session), text => Assert.Contains("SUV", text, StringComparison.Ordinal));

        var toggle = session.Button("For developers");
        await toggle.FocusAsync();
        await keyboard.PressAsync("Enter");
        await Expect(session.Button("Close")).ToBeFocusedAsync();
        await keyboard.PressAsync("Escape");
        await Expect(toggle).ToBeFocusedAsync();
    }

    private static async Task<IReadOnlyList<string>> ClassesAsync(PageSession session) =>
        await session.Locate(".offer .class").AllInnerTextsAsync();

    private static async Task TabToAsync(PageSession session, ILocator target)
    {
        for (var i = 0; i < 60 && !await target.EvaluateAsync<bool>("node => node === document.activeElement"); i++)
        {
            await session.Page.Keyboard.PressAsync("Tab");
        }

        await Expect(target).ToBeFocusedAsync();
    }

    private static decimal Amount(string text) => decimal.Parse(Dollars().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\$([\d.]+)")]
    private static partial Regex Dollars();
}
