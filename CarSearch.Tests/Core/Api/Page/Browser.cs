using CarSearch.Tests.Support;
using Microsoft.Playwright;

namespace CarSearch.Tests.Core.Api.Page;

/// <summary>The tests that share a browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Browser>
{
    public const string Name = "Browser";
}

/// <summary>Chromium without a window. Starts when it is first used.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;
    private CarSearchApplication? host;

    /// <summary>The host of tests that need no settings and suppliers of their own.</summary>
    internal CarSearchApplication Host => host ??= PageSession.CreateHost(new());

    /// <summary>Creates a session with its own cookies and storage.</summary>
    /// <exception cref="MissingPrerequisiteException">Chromium is not installed.</exception>
    public async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options)
    {
        browser ??= await StartAsync();
        return await browser.NewContextAsync(options);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (host is not null)
        {
            await host.DisposeAsync();
        }
    }

    private async Task<IBrowser> StartAsync()
    {
        var path = Paths.FirstOrDefault(File.Exists) ?? throw new MissingPrerequisiteException(
            $"Chromium is not installed. The tests of the page look for {string.Join(", ", Paths)}.");
        Assertions.SetDefaultExpectTimeout(20_000);
        playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,

            // The sandbox does not start as root, nor in some containers. The page under test is that of this repository.
            Args = ["--no-sandbox"],
        });
    }
}
