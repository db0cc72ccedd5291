using System.Security.Cryptography;
using CarSearch.Api;
using Scalar.AspNetCore;

namespace CarSearch.Local;

/// <summary>The page of the reference: Scalar over the description of the API, without requests to elsewhere.</summary>
internal static class ReferencePage
{
    private const string Path = "/docs";

    private const string Description = "openapi.json";

    /// <summary>Sets the language of the page. Turns off generated code of Scalar, which the policy blocks.</summary>
    private const string Script = "document.documentElement.lang = 'en'; globalThis.__zod_globalConfig = { jitless: true };";

    /// <summary>The colors of small text, with the contrast that WCAG 2.2 requires (level AA).</summary>
    private const string Css =
        ".light-mode { --scalar-color-3: #6b6b6b; --scalar-color-green: #00754a; --scalar-color-red: #cf0000 } "
        + ".dark-mode { --scalar-color-3: #949494; --scalar-color-red: #ff5c5c }";

    /// <summary>Creates the handlers of the page and its files, by the name of the file. The name of the page is an empty string.</summary>
    public static IReadOnlyDictionary<string, RequestDelegate> CreateRoutes(IServiceProvider services)
    {
        var builder = new RouteCollector(services);
        builder.MapScalarApiReference(Path, Configure);
        return new Dictionary<string, RequestDelegate>(builder.Endpoints.Cast<RouteEndpoint>()
            .Select(route => KeyValuePair.Create(
                route.RoutePattern.Parameters.Count > 0 ? "" : route.RoutePattern.RawText![(Path.Length + 1)..], route.RequestDelegate!)))
        {
            [Description] = ReferenceDescription.CreateRoute(services.GetRequiredService<TimeProvider>()),
        };
    }

    private static void Configure(ScalarOptions options, HttpContext context)
    {
        options.Title = "CarSearch API";
        options.Favicon = "/api/try/icon.svg";
        options.AddDocument("carsearch", "CarSearch", $"{Path}/{Description}");
        options.AddPreferredSecuritySchemes("functionsKey");
        options.PersistentAuthentication = false;
        options.DefaultFonts = false;
        options.Telemetry = false;
        options.ProxyUrl = null;
        options.HideClientButton = true;
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.DisableAgent();
        options.DisableMcp();
        options.Nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        options.HeadContent = $"<script nonce=\"{options.Nonce}\">{Script}</script>";
        options.CustomCss = Css;

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{options.Nonce}'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
