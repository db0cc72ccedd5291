using CarSearch.OpenTravel;
using CarSearch.Suppliers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The settings of an OpenTravel supplier, bound from a configuration.</summary>
public sealed class OpenTravelOptionsTests
{
    private const string Secret = "hunter2-hunter2";

    [Fact]
    public void Name_rating_and_endpoint_are_sufficient()
    {
        var options = Bind();
        Assert.Equal(
            ("Northway", 8.7, "https://ota.northway.example/avail"), (options.Name, options.Rating, options.Endpoint?.AbsoluteUri));
        Assert.Equal(
            (Envelope.None, "1.0", Target.Production, Cities.Airports, "IATA", "5", "MessagePassword", TimeSpan.FromSeconds(20), 50, false),
            (options.Envelope, options.Version, options.Target, options.Cities, options.CodeContext, options.RequestorType,
                options.SecretIn, options.Timeout,
                options.MaxConcurrency, options.RateTotalIsGross));
    }

    [Fact]
    public void Every_setting_can_be_set()
    {
        var options = Bind(
            ("RequestorId", "CS-1"), ("RequestorType", "4"), ("RequestorContext", "BROKER"), ("Secret", Secret), ("SecretIn", "Basic"),
                ("UserName", "us"),
            ("Envelope", "soap12"), ("SoapAction", "urn:avail"), ("Version", "2007"), ("Target", "Test"), ("Cities", "City"),
                ("CodeContext", "CITY"),
            ("RateTotalIsGross", "true"), ("Timeout", "00:00:05"), ("MaxConcurrency", "7"));
        Assert.Equal(
            ("CS-1", "4", "BROKER", Secret, "Basic", "us", Envelope.Soap12, "urn:avail"),
            (options.RequestorId, options.RequestorType, options.RequestorContext, options.Secret, options.SecretIn, options.UserName,
                options.Envelope, options.SoapAction));
        Assert.Equal(
            ("2007", Target.Test, Cities.City, "CITY", true, TimeSpan.FromSeconds(5), 7),
            (options.Version, options.Target, options.Cities, options.CodeContext, options.RateTotalIsGross, options.Timeout,
                options.MaxConcurrency));
    }

    [Theory]
    [InlineData("Name", null, "Name is missing; expected the name shown to travellers.")]
    [InlineData("Rating", null, "Rating is missing; expected a number from 0 to 10.")]
    [InlineData("Rating", "10.5", "Rating is 10.5; expected a number from 0 to 10.")]
    [InlineData("Endpoint", null, "Endpoint is missing; expected the supplier's https address.")]
    [InlineData("Endpoint", "/avail", "Endpoint is invalid; expected an absolute https address without user and fragment.")]
    [InlineData("Endpoint", "https://us:hunter2-hunter2@ota.example/",
        "Endpoint is invalid; expected an absolute https address without user and fragment.")]
    [InlineData("Endpoint", "https://ota.example:99999/?key=hunter2-hunter2",
        "Endpoint is invalid; expected an absolute https address without user and fragment.")]
    [InlineData(
        "Endpoint", "https://ota.example/#here", "Endpoint is invalid; expected an absolute https address without user and fragment.")]
    [InlineData("Endpoint", "http://ota.example/",
        "Endpoint is http, which would send the secret unencrypted; expected https (http only on this machine).")]
    [InlineData("RequestorId", "a\u0001", "RequestorId is invalid; expected 1 to 64 characters without control characters.")]
    [InlineData("RequestorContext", "\uD83D", "RequestorContext is invalid; expected 1 to 64 characters without control characters.")]
    [InlineData("Envelope", "7", "Envelope is 7; expected None or Soap11 or Soap12.")]
    [InlineData(
        "RequestorType", "agency", "RequestorType is \"agency\"; expected a code of OpenTravel's list UIT, such as 5 for a travel agency.")]
    [InlineData("Version", "2007A", "Version is \"2007A\"; expected a decimal number, such as 1.0.")]
    [InlineData("SecretIn", "a header", "SecretIn is \"a header\"; expected MessagePassword, Basic, Bearer or the name of an HTTP header.")]
    [InlineData("Secret", "", "Secret is invalid; expected 1 to 4096 characters without control characters.")]
    [InlineData("Secret", "@Microsoft.KeyVault(VaultName=v;SecretName=s)",
        "Secret is an unresolved Key Vault reference; the secret must exist, and the app's identity must be allowed to read it.")]
    [InlineData("SoapAction", "urn:avail", "SoapAction is set, but Envelope is None; expected Soap11 or Soap12.")]
    [InlineData("Timeout", "00:00:00.5", "Timeout is 00:00:00.5000000; expected a time span from 00:00:01 to 00:05:00.")]
    [InlineData("MaxConcurrency", "0", "MaxConcurrency is 0; expected a number from 1 to 10000.")]
    public void An_invalid_setting_is_rejected(string setting, string? value, string sentence)
    {
        var errors = GetErrors(("RequestorId", "CS-1"), ("Secret", Secret), (setting, value));
        Assert.Equal($"CarSearch:Suppliers:0:{sentence}", errors);
    }

    [Theory]
    [InlineData("Bearer", null, null, "SecretIn is Bearer, but Secret is missing.")]
    [InlineData("Basic", "s", null, "UserName is invalid; expected a name without a colon for Basic (RFC 7617).")]
    [InlineData("Basic", "s", "a:b", "UserName is invalid; expected a name without a colon for Basic (RFC 7617).")]
    [InlineData("MessagePassword", "s", null, "RequestorId is missing; it is required to send the secret as MessagePassword.")]
    [InlineData("x-api-key", "größe", null, "Secret can't be sent in an HTTP header; expected visible ASCII.")]
    [InlineData("Bearer", "two words", null, "Secret can't be sent in an HTTP header; expected visible ASCII.")]
    public void A_secret_that_can_not_be_sent_is_rejected(string secretIn, string? secret, string? userName, string sentence) =>
        Assert.Equal($"CarSearch:Suppliers:0:{sentence}", GetErrors(("SecretIn", secretIn), ("Secret", secret), ("UserName", userName)));

    [Theory]
    [InlineData("Content-Type")]
    [InlineData("SOAPAction")]
    public void A_reserved_header_is_rejected(string header) =>
        Assert.Equal(
            $"CarSearch:Suppliers:0:SecretIn is {header}, a reserved header; expected Authorization or a header of the supplier's own.",
            GetErrors(("SecretIn", header), ("Secret", Secret)));

    [Theory]
    [InlineData("bearer", "Bearer")]
    [InlineData("x-api-key", "x-api-key")]
    public void SecretIn_is_not_case_sensitive(string value, string expected) =>
        Assert.Equal(expected, Bind(("SecretIn", value), ("Secret", Secret), ("RequestorId", "CS-1")).SecretIn);

    [Theory]
    [InlineData("urn:a b")]
    [InlineData("urn:ä")]
    public void An_invalid_action_is_rejected(string action) =>
        Assert.EndsWith("SoapAction is invalid; expected an address in visible ASCII, without quotes.",
            GetErrors(("Envelope", "Soap11"), ("SoapAction", action)), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://localhost:7072/ota")]
    [InlineData("http://[::1]:7072/ota")]
    public void A_loopback_address_may_be_http(string endpoint) =>
        Assert.Equal(endpoint, Bind(("Endpoint", endpoint), ("RequestorId", "CS-1"), ("Secret", Secret)).Endpoint?.AbsoluteUri);

    [Fact]
    public void Without_a_secret_http_is_allowed() => Assert.Equal("http", Bind(("Endpoint", "http://ota.example/")).Endpoint?.Scheme);

    [Theory]
    [InlineData("Rating", "good", "CarSearch:Suppliers:0:Rating")]
    [InlineData("Envelope", "Soap13", "CarSearch:Suppliers:0:Envelope")]
    [InlineData("Timeout", "soon", "CarSearch:Suppliers:0:Timeout")]
    public void An_unreadable_value_is_rejected_with_the_name_of_its_setting(string setting, string value, string named) =>
        Assert.Contains(named, GetErrors((setting, value)), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_setting_is_rejected_by_name() => Assert.StartsWith(
        "CarSearch:Suppliers:0:Adress is not a setting. Allowed: Cities, CodeContext, Endpoint, Envelope,",
        GetErrors(("Adress", "https://ota.example")),
        StringComparison.Ordinal);

    [Fact]
    public void All_errors_are_reported_at_once_without_the_secret()
    {
        var errors = GetErrors(("Name", null), ("Rating", "11"), ("Secret", Secret), ("SecretIn", "?"), ("Endpoint", "http://ota.example"));
        Assert.All(["Name is missing", "Rating is 11", "Endpoint is http", "SecretIn is"], part =>
            Assert.Contains(part, errors, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, errors, StringComparison.Ordinal);
    }

    private static OpenTravelOptions Bind(params (string Name, string? Value)[] settings)
    {
        var section = Section(settings);
        var bound = new SupplierSettings(section, section.GetSection("Suppliers:0"), [], isListed: true)
            .Bind<OpenTravelOptions>(options => options.Validate());
        Create(section);
        return Assert.IsType<OpenTravelOptions>(bound);
    }

    private static string GetErrors(params (string Name, string? Value)[] settings) =>
        Assert.Throws<InvalidOperationException>(() => Create(Section(settings))).Message;

    private static void Create(IConfigurationSection section)
    {
        using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddOpenTravelSuppliers()
            .BuildServiceProvider();
        Assert.Single(new SupplierRegistry(section, services.GetServices<ISupplierFactory>()).Create(hasOthers: false));
    }

    private static IConfigurationSection Section((string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Kind"] = "OpenTravel", ["Name"] = "Northway", ["Rating"] = "8.7",
            ["Endpoint"] = "https://ota.northway.example/avail" };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(all.Where(setting => setting.Value is not null)
                .Select(setting => KeyValuePair.Create($"CarSearch:Suppliers:0:{setting.Key}", setting.Value)))
            .Build();
        return configuration.GetSection("CarSearch");
    }
}
