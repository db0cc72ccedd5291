using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CarSearch.Tests.Core.Api.Page;

/// <summary>The page in both color schemes, narrow and wide. Screenshots are in the folder <c>screenshots</c> of the build.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageAppearanceTests(Browser browser)
{
    private static readonly string Screenshots = Path.Combine(AppContext.BaseDirectory, "screenshots");

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task No_state_of_the_page_has_a_serious_finding_of_axe(ColorScheme scheme, int width)
    {
        await using var session = await PageSession.OpenAsync(
            browser, PageSetup.Expecting(400) with { ColorScheme = scheme, Width = width });
        var page = session.Page;
        await CheckAsync("form");

        await session.Button("Search cars").ClickAsync();
        await Expect(session.Field("Pick-up")).ToHaveAttributeAsync("aria-invalid", "true");
        await CheckAsync("errors");

        await session.Field("Pick-up").PressSequentiallyAsync("new york");
        await Expect(session.Locate("#pick-up-place-list [role=option]").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await CheckAsync("places");

        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Search complete");
        await session.Chip("size:compact").ClickAsync();
        await session.Chip("upgrade:intermediate").ClickAsync();
        await Expect(session.Locate(".offer .upgrade").First).ToBeVisibleAsync();
        await session.Locate(".offer summary").First.ClickAsync();
        await Expect(session.Locate(".offer dl").First).ToBeVisibleAsync();
        await CheckAsync("offers");

        await session.Button("For developers").ClickAsync();
        await CheckAsync("developers");

        async Task CheckAsync(string state)
        {
            await Axe.AssertNoFindingAsync(page, state);
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.True(overflow <= 0, $"{state}: the page is {overflow} pixels wider than its window.");
            await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"{scheme}-{width}-{state}.png".ToLowerInvariant()) });
        }
    }

    /// <summary>The picture of the README: <c>docs/images/page.png</c> is this screenshot, with a palette.</summary>
    [Fact]
    public async Task The_page_is_photographed_in_a_conversation()
    {
        await using var session = await PageSession.OpenAsync(browser, new()
        {
            Settings = new() { ["Simulated:MinFixedLatency"] = "00:00:00.3", ["Simulated:FixedLatency"] = "00:00:03" },
        });
        await session.SearchToEndAsync();
        await session.Chip("size:compact").ClickAsync();
        await session.Chip("upgrade:intermediate").ClickAsync();
        await Expect(session.Locate(".offer .upgrade").First).ToBeVisibleAsync();
        await session.Page.SetViewportSizeAsync(1280, 1240);
        await session.Locate("header").ScrollIntoViewIfNeededAsync();

        var picture = await session.Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, "page.png") });
        Assert.True(picture.Length > 50_000, $"The picture has {picture.Length} bytes.");
    }
}
