using Azure.Storage.Blobs;
using CarSearch.Searches;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CarSearch.Functions;

/// <summary>Where records live: <c>CarSearch:Results</c>, a connection string, or settings below it for access by identity.</summary>
internal sealed class ResultsOptions
{
    public const string Section = $"{CarSearchOptions.Section}:Results";

    /// <summary>The connection string of a storage account: for Azurite, <c>UseDevelopmentStorage=true</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The Blob service, such as <c>https://ACCOUNT.blob.core.windows.net</c>, to be used by identity.</summary>
    public Uri? ServiceUri { get; set; }

    /// <summary>The account's name, instead of <see cref="ServiceUri"/>, in the public cloud.</summary>
    public string? AccountName { get; set; }

    /// <summary><c>managedidentity</c> for the app's own; unless set, whichever credential the environment has.</summary>
    public string? Credential { get; set; }

    /// <summary>The client id of a user-assigned identity.</summary>
    public string? ClientId { get; set; }

    /// <summary>Whether housekeeping deletes old records too: where no lifecycle rule does it.</summary>
    public bool Sweep { get; set; }

    /// <summary>The names of these settings, as <see cref="CarSearchServices.AddCarSearch"/> takes them: a value, or settings.</summary>
    public static IEnumerable<string> Names => ["Results", "Results:"];

    /// <summary>The Blob service, unless a connection string names it.</summary>
    public Uri? Address => ServiceUri ?? (AccountName is null ? null : new Uri($"https://{AccountName}.blob.core.windows.net"));

    /// <summary>Reads the section, whose own value is the connection string.</summary>
    public static void Bind(ResultsOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        section.Bind(options);
        options.ConnectionString = string.IsNullOrWhiteSpace(section.Value) ? null : section.Value;
    }
}

/// <summary>Validates the settings. The errors contain no value, as any of them may be a connection string or a key.</summary>
internal sealed class ResultsOptionsValidator(IConfiguration configuration) : IValidateOptions<ResultsOptions>
{
    private const string Takes =
        "expected a connection string (UseDevelopmentStorage=true for Azurite), "
        + "or CarSearch:Results:serviceUri or CarSearch:Results:accountName for access by identity";

    private static readonly string[] Known =
    [
        nameof(ResultsOptions.ServiceUri), nameof(ResultsOptions.AccountName), nameof(ResultsOptions.Credential),
        nameof(ResultsOptions.ClientId), nameof(ResultsOptions.Sweep),
    ];

    public ValidateOptionsResult Validate(string? name, ResultsOptions options)
    {
        var allowed = string.Join(", ", Known.Select(known => char.ToLowerInvariant(known[0]) + known[1..]));
        var failures = configuration.GetSection(ResultsOptions.Section).GetChildren()
            .Where(setting => !Known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            .Select(setting => $"{setting.Path} is not a setting. Allowed: {allowed}.")
            .ToList();
        var ways = new object?[] { options.ConnectionString, options.ServiceUri, options.AccountName }.Count(way => way is not null);
        if (ways != 1)
        {
            failures.Add($"CarSearch:Results {(ways == 0 ? "is not set" : "names more than one account")}; {Takes}.");
        }

        if (options.ConnectionString is { } connection && !IsConnectionString(connection))
        {
            failures.Add($"CarSearch:Results is no connection string of a storage account with blobs; {Takes}.");
        }

        // An identity's token is sent encrypted or not at all.
        if (options.ServiceUri is { } uri && (!uri.IsAbsoluteUri || uri.Scheme is not "https" || HasMoreThanPath(uri)))
        {
            failures.Add("CarSearch:Results:serviceUri can't be used; expected the https address of a Blob service "
                + "without query or user, such as https://ACCOUNT.blob.core.windows.net.");
        }

        if (options.AccountName is { } account && !IsAccountName(account))
        {
            failures.Add("CarSearch:Results:accountName can't be used; expected the name of a storage account, "
                + "3 to 24 lower-case letters and digits.");
        }

        if (options.Credential is { } credential && !credential.Equals("managedidentity", StringComparison.OrdinalIgnoreCase))
        {
            failures.Add("CarSearch:Results:credential is not known; expected managedidentity, or no value.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool HasMoreThanPath(Uri uri) => uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0;

    private static bool IsAccountName(string text) =>
        text.Length is >= 3 and <= 24 && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));

    private static bool IsConnectionString(string text)
    {
        try
        {
            _ = new BlobServiceClient(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NullReferenceException)
        {
            // NullReferenceException: the connection string is that of another service of an account.
            return false;
        }
    }
}
