using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CarSearch.Tests.Core.Api.Page;

/// <summary>How a test opens the page.</summary>
internal sealed record PageSetup
{
    /// <summary>The path of the page.</summary>
    public string Path { get; init; } = "";

    /// <summary>What is visible when the page has loaded.</summary>
    public Func<IPage, ILocator> Ready { get; init; } =
        page => page.GetByRole(AriaRole.Button, new() { Name = "Search cars", Exact = true });

    public int Width { get; init; } = 1280;

    public ColorScheme ColorScheme { get; init; } = ColorScheme.Light;

    /// <summary>Settings of the section <c>CarSearch</c>.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>The suppliers; without any, the simulated fleet with a fixed latency.</summary>
    public ScriptedSupplier[] Suppliers { get; init; } = [];

    /// <summary>Changes the browser's page before it loads.</summary>
    public Func<IPage, Task> Prepare { get; init; } = _ => Task.CompletedTask;

    /// <summary>The start of console errors that the test causes, such as those of a status of 400.</summary>
    public string[] ExpectedErrors { get; init; } = [];

    /// <summary>Expects responses with a status of an error.</summary>
    public static PageSetup Expecting(int status) =>
        new() { ExpectedErrors = [$"Failed to load resource: the server responded with a status of {status}"] };
}

/// <summary>
/// The page in a browser, on an embedded host. On disposal it verifies that the page caused no console error, violated no policy
/// and sent no request to elsewhere.
/// </summary>
internal sealed class PageSession : IAsyncDisposable
{
    private readonly PageSetup setup;
    private readonly CarSearchApplication? ownHost;
    private readonly IBrowserContext context;
    private readonly List<string> allowed = [];

    private PageSession(PageSetup setup, CarSearchApplication? ownHost, IBrowserContext context, IPage page, Uri address) =>
        (this.setup, this.ownHost, this.context, Page, Address) = (setup, ownHost, context, page, address);

    public IPage Page { get; }

    public Uri Address { get; }

    /// <summary>The methods and addresses of all requests of the page.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The errors and warnings in the console, with violations of the policy.</summary>
    public ConcurrentQueue<string> Errors { get; } = [];

    public static async Task<PageSession> OpenAsync(Browser browser, PageSetup? setup = null)
    {
        setup ??= new();
        var context = await browser.OpenAsync(new()
        {
            ViewportSize = new() { Width = setup.Width, Height = 900 },
            ColorScheme = setup.ColorScheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-US",
            TimezoneId = "America/New_York",
        });
        var ownHost = setup.Settings.Count > 0 || setup.Suppliers.Length > 0 ? CreateHost(setup) : null;
        using var client = (ownHost ?? browser.Host).Client();
        var session = new PageSession(setup, ownHost, context, await context.NewPageAsync(), client.BaseAddress!);
        await session.LoadAsync();
        return session;
    }

    /// <summary>Opens the page at the end of a search whose response is changed.</summary>
    public static async Task<PageSession> OpenChangedAsync(
        Browser browser, Action<JsonNode, JsonNode> change, Func<IPage, Task>? prepare = null, string title = "Search complete")
    {
        var session = await OpenAsync(browser, new()
        {
            Suppliers = [new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1"))],
            Prepare = async page =>
            {
                await page.RouteAsync(new Regex("/api/searches/"), async route =>
                {
                    var response = await route.FetchAsync();
                    var body = JsonNode.Parse(await response.TextAsync())!;
                    if (body["offers"]!.AsArray() is [{ } offer])
                    {
                        change(body, offer);
                    }

                    await route.FulfillAsync(new() { Response = response, Body = body.ToJsonString() });
                });
                await (prepare?.Invoke(page) ?? Task.CompletedTask);
            },
            ExpectedErrors = ["Failed to load resource: net::ERR_FAILED"],
        });
        await session.SearchAsync();
        await Expect(session.Locate("#results-title")).ToHaveTextAsync(title);
        return session;
    }

    /// <summary>Creates a host with the clock of the system.</summary>
    public static CarSearchApplication CreateHost(PageSetup setup)
    {
        var host = new CarSearchApplication(setup.Suppliers)
            .With("Simulated:FixedLatency", "00:00:00.4")
            .With("Simulated:FaultRate", "0")
            .With(services => services.AddSingleton(TimeProvider.System));
        foreach (var (name, value) in setup.Settings)
        {
            host.With(name, value);
        }

        return host;
    }

    /// <summary>Allows requests to an address that a test serves itself.</summary>
    public void AllowElsewhere(string prefix) => allowed.Add(prefix);

    public ILocator Locate(string selector) => Page.Locator(selector);

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    /// <summary>A chip, by its facet and value: <c>size:compact</c>.</summary>
    public ILocator Chip(string key) => Locate($"[data-key='{key}']");

    /// <summary>Types a place, chooses the first suggestion and starts the search.</summary>
    public async Task SearchAsync(string place = "new york")
    {
        await Field("Pick-up").PressSequentiallyAsync(place);
        await Locate("#pick-up-place-list [role=option]").First.ClickAsync();
        await Button("Search cars").ClickAsync();
    }

    /// <summary>Starts the search and waits for its end.</summary>
    public async Task SearchToEndAsync(string place = "new york")
    {
        await SearchAsync(place);
        await Expect(Locate("#results-title")).ToHaveTextAsync("Search complete");
    }

    public async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        if (ownHost is not null)
        {
            await ownHost.DisposeAsync();
        }

        Assert.DoesNotContain(Errors, error => !setup.ExpectedErrors.Any(expected => error.StartsWith(expected, StringComparison.Ordinal)));
        string[] prefixes = [Address.ToString(), .. allowed];
        Assert.All(Requests.Select(request => request.Split(' ')[1]), address =>
            Assert.True(prefixes.Any(prefix => address.StartsWith(prefix, StringComparison.Ordinal)), $"Request to elsewhere: {address}"));
    }

    private async Task LoadAsync()
    {
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Errors.Enqueue(message.Text);
            }
        };
        Page.PageError += (_, error) => Errors.Enqueue(error);
        Page.Request += (_, request) => Requests.Enqueue($"{request.Method} {request.Url}");
        await Page.AddInitScriptAsync(
            "document.addEventListener('securitypolicyviolation', event => console.error(`CSP: ${event.violatedDirective}`));");
        await setup.Prepare(Page);
        await Page.GotoAsync(new Uri(Address, setup.Path).ToString());
        await Expect(setup.Ready(Page)).ToBeVisibleAsync();
    }
}
