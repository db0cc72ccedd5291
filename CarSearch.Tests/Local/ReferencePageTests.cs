using System.Text.Json;
using System.Text.RegularExpressions;
using CarSearch.Api;
using CarSearch.Tests.Core.Api.Page;
using CarSearch.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CarSearch.Tests.Local;

/// <summary>The reference in a browser. The session verifies that it violates no policy and sends no request to elsewhere.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class ReferencePageTests(Browser browser)
{
    private const string Key = "the-key-of-a-customer";

    private static readonly PageSetup Setup = new()
    {
        Path = "docs",
        Ready = page => page.GetByRole(AriaRole.Heading, new() { Name = "CarSearch", Exact = true }),
    };

    [Fact]
    public async Task It_lists_all_operations()
    {
        await using var session = await PageSession.OpenAsync(browser, Setup);
        var sidebar = Sidebar(session);
        using var description = JsonDocument.Parse(OpenApiDescription.Json);
        foreach (var tag in description.RootElement.GetProperty("tags").EnumerateArray().Skip(1))
        {
            await session.Button($"Open Group - {tag.GetProperty("name")}").ClickAsync();
        }

        var summaries = description.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Where(operation => operation.Value.ValueKind is JsonValueKind.Object && operation.Value.TryGetProperty("summary", out _))
            .Select(operation => operation.Value.GetProperty("summary").GetString()!)
            .ToArray();
        Assert.True(summaries.Length >= 7);
        foreach (var summary in summaries)
        {
            await Expect(sidebar.GetByRole(AriaRole.Link, new() { Name = summary }).First).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task It_sends_a_request_to_the_host_and_shows_the_response()
    {
        await using var session = await PageSession.OpenAsync(browser, Setup);
        var dialog = await OpenPlacesAsync(session);
        await SendAsync(dialog);

        await Expect(dialog).ToContainTextAsync("200 OK");
        await Expect(dialog).ToContainTextAsync("America/New_York");
        Assert.Contains($"GET {session.Address}api/places?q=new+y", session.Requests);
    }

    [Fact]
    public async Task It_sends_no_optional_parameter_that_is_not_selected()
    {
        await using var session = await PageSession.OpenAsync(
            browser, Setup with { ExpectedErrors = PageSetup.Expecting(404).ExpectedErrors });
        await Sidebar(session).GetByRole(AriaRole.Link, new() { NameRegex = Offers() }).ClickAsync();
        var dialog = await OpenAsync(session, "/api/searches/{token}");
        await SendAsync(dialog);

        await Expect(dialog).ToContainTextAsync("404 Not Found");
        Assert.Matches(
            "^GET [^?]*/api/searches/[0-9a-f]{32}$",
            session.Requests.Single(request => request.Contains("/api/searches", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task It_sends_the_access_key_in_the_header_and_forgets_it()
    {
        await using var session = await PageSession.OpenAsync(browser, Setup with
        {
            Settings = new() { ["Keys:customer"] = Key },
            Suppliers = [new ScriptedSupplier("Alpha")],
            ExpectedErrors = PageSetup.Expecting(401).ExpectedErrors,
        });
        var dialog = await OpenPlacesAsync(session);
        await SendAsync(dialog);
        await Expect(dialog).ToContainTextAsync("401 Unauthorized");

        await KeyField(dialog).FillAsync(Key);
        await SendAsync(dialog);
        await Expect(dialog).ToContainTextAsync("America/New_York");
        Assert.DoesNotContain(session.Requests, request => request.Contains(Key, StringComparison.Ordinal));
        Assert.Equal(0, await session.Page.EvaluateAsync<int>(
            "async () => localStorage.length + sessionStorage.length + document.cookie.length + (await indexedDB.databases()).length"));

        await session.Page.ReloadAsync();
        await Expect(KeyField(session.Locate("body")).First).ToHaveValueAsync("");
    }

    /// <summary>The editor of the name of the header is a combobox without a list: a finding about Scalar itself.</summary>
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task It_has_no_serious_finding_of_axe_but_one(ColorScheme scheme, int width)
    {
        await using var session = await PageSession.OpenAsync(browser, Setup with { ColorScheme = scheme, Width = width });

        await Expect(session.Locate("body")).ToHaveClassAsync(scheme == ColorScheme.Dark ? "dark-mode" : "light-mode");
        await session.Page.EvaluateAsync(
            """
            async () => {
              while (document.getAnimations().length > 0) {
                await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
              }
            }
            """);
        await Axe.AssertNoFindingAsync(session.Page, "reference", ".code-input-lite__editor");
        Assert.True(await session.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0);
    }

    [Fact]
    public async Task The_page_to_try_the_API_links_to_it_at_the_root()
    {
        await using var session = await PageSession.OpenAsync(browser);
        var link = session.Page.GetByRole(AriaRole.Link, new() { Name = "Reference", Exact = true });
        await link.ClickAsync();
        await Expect(Setup.Ready(session.Page)).ToBeVisibleAsync();

        await session.Page.GotoAsync(new Uri(session.Address, "api/try").ToString());
        await Expect(session.Button("Search cars")).ToBeVisibleAsync();
        await Expect(link).ToBeHiddenAsync();
    }

    private static async Task<ILocator> OpenPlacesAsync(PageSession session)
    {
        await session.Button("Open Group - Places").First.ClickAsync();
        await Sidebar(session).GetByRole(AriaRole.Link, new() { NameRegex = Places() }).ClickAsync();
        return await OpenAsync(session, "/api/places");
    }

    private static async Task<ILocator> OpenAsync(PageSession session, string path)
    {
        await session.Page.GetByRole(AriaRole.Button, new() { Name = $"Test Request (get {path})", Exact = true }).ClickAsync();
        var dialog = session.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToBeVisibleAsync();
        return dialog;
    }

    private static ILocator Sidebar(PageSession session) => session.Page.GetByRole(AriaRole.Complementary);

    private static Task SendAsync(ILocator dialog) =>
        dialog.GetByRole(AriaRole.Button, new() { NameRegex = Send() }).First.ClickAsync();

    private static ILocator KeyField(ILocator parent) => parent.Locator(".scalar-password-input");

    [GeneratedRegex("^Get a search and the offers")]
    private static partial Regex Offers();

    [GeneratedRegex("^Find places")]
    private static partial Regex Places();

    [GeneratedRegex("^Send get request")]
    private static partial Regex Send();
}
