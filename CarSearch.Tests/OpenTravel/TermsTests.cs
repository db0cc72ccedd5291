using static CarSearch.Tests.OpenTravel.TermsMessages;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The terms of an offer in each form in which suppliers write them.</summary>
public sealed class TermsTests
{
    [Theory]
    [InlineData("""<PricedCoverage Required="true"><Coverage CoverageType="7"/><Charge IncludedInRate="true"/></PricedCoverage>""",
        "covers CollisionDamageWaiver")]
    [InlineData("""<PricedCoverage><Coverage CoverageType="24"/><Charge Amount="0.00" IncludedInRate="true"/></PricedCoverage>""",
        "covers LossDamageWaiver")]
    [InlineData("""<PricedCoverage><Coverage CoverageType="48"/><Charge Amount="0.00"/></PricedCoverage>""", "covers TheftProtection")]
    [InlineData("""<PricedCoverage><Coverage CoverageType="48"/><Charge IncludedInEstTotalInd="1"/></PricedCoverage>""",
        "covers TheftProtection")]
    [InlineData("""<PricedCoverage Required="true"><Coverage CoverageType="COLLISION_DAMAGE_WAIVER"/></PricedCoverage>""",
        "covers CollisionDamageWaiver")]
    [InlineData("""<PricedCoverage><Coverage CoverageType="Collision damage waiver" Code="CDW"><Details/></Coverage>""" +
        """<Charge Amount="0.00" IncludedInRate="true"/></PricedCoverage>""", "covers CollisionDamageWaiver")]
    [InlineData("""<PricedCoverage><Coverage CoverageType="Haftpflichtversicherung" Code="SLI"><Details><Charge Amount="0.00" """ +
        """IncludedInRate="true"/></Details></Coverage><Charge/></PricedCoverage>""", "covers SupplementalLiability")]
    [InlineData("""<PricedCoverage><Coverage CoverageType="7"/><Charge IncludedInRate="true"/></PricedCoverage>""" +
        """<PricedCoverage><Coverage CoverageType="6"/><Charge IncludedInRate="true"/></PricedCoverage>""" +
        """<PricedCoverage><Coverage CoverageType="32"/><Charge Amount="35.00" IncludedInRate="false"/></PricedCoverage>""",
        "covers CollisionDamageWaiver")]
    [InlineData("""<PricedCoverage><Coverage CoverageType="32"/><Charge Amount="35.00"/></PricedCoverage>""", "-")]
    [InlineData("""<PricedCoverage><Coverage CoverageType="32"/><Charge Amount="0" IncludedInRate="false"/></PricedCoverage>""", "-")]
    [InlineData("""<PricedCoverage><Coverage CoverageType="999"/><Charge IncludedInRate="true"/></PricedCoverage>""", "-")]
    [InlineData("""<PricedCoverage><Coverage CoverageType="Inclusive Kilometers" Code="6"/><Charge IncludedInRate="true"/>""" +
        """</PricedCoverage>""", "-")]
    [InlineData("""<PricedCoverage Required="true"><Coverage/></PricedCoverage>""", "-")]
    public Task Covers_that_the_price_includes(string coverages, string expected) => CheckAsync(expected, info: Coverages(coverages));

    [Theory]
    [InlineData("7", "CollisionDamageWaiver")]
    [InlineData("14", "CollisionDamageWaiver")]
    [InlineData("72", "LossDamageWaiver")]
    [InlineData("47", "TheftProtection")]
    [InlineData("40", "ExcessReduction")]
    [InlineData("60", "ExcessReduction")]
    [InlineData("5", "FullCoverage")]
    [InlineData("63", "ThirdPartyLiability")]
    [InlineData("27", "SupplementalLiability")]
    [InlineData("33", "PersonalAccident")]
    [InlineData("36", "PersonalEffects")]
    [InlineData("34", "PersonalAccidentAndEffects")]
    [InlineData("17", "GlassAndTires")]
    [InlineData("65", "RoadsideAssistance")]
    [InlineData("52", "UninsuredMotorist")]
    public Task Codes_of_the_list_of_coverages(string code, string expected) => CheckAsync(
        $"covers {expected}", info: Coverages($"""<PricedCoverage Required="1"><Coverage CoverageType="{code}"/></PricedCoverage>"""));

    [Theory]
    [InlineData("""<Deductible ExcessAmount="900.00" CurrencyCode="EUR"/>""", "excess CollisionDamageWaiver 900 EUR; ")]
    [InlineData("""<Deductible Amount="900.00" CurrencyCode="GBP"/>""", "excess CollisionDamageWaiver 900 GBP; ")]
    [InlineData("""<Deductible Amount="100.00" ExcessAmount="0" LiabilityAmount="50000"/>""", "excess CollisionDamageWaiver 0 EUR; ")]
    [InlineData("""<Deductible LiabilityAmount="50000" CurrencyCode="EUR"/>""", "")]
    [InlineData("""<Deductible ExcessAmount="-900.00" CurrencyCode="EUR"/>""", "")]
    [InlineData("""<Deductible ExcessAmount="none" CurrencyCode="EUR"/>""", "")]
    public Task The_excess_of_an_included_cover(string deductible, string expected) => CheckAsync(
        $"{expected}covers CollisionDamageWaiver", info: Coverages(
            $"""<PricedCoverage><Coverage CoverageType="7"/><Charge IncludedInRate="true"/>{deductible}</PricedCoverage>"""));

    [Fact]
    public Task The_excess_of_an_optional_cover_is_not_that_of_the_offer() => CheckAsync("-", info: Coverages(
        """
        <PricedCoverage><Coverage CoverageType="40"/><Charge Amount="20.00" IncludedInRate="false"/>
        <Deductible ExcessAmount="0" CurrencyCode="EUR"/></PricedCoverage>
        """));

    [Theory]
    [InlineData("10000", "12000", 2, 2, "excess CollisionDamageWaiver 900 EUR; ")]
    [InlineData("10000", "12000", 2, 3, "")]
    [InlineData("10000", "12000", 2, null, "")]
    [InlineData("100.00", "120.00", 2, 2, "excess CollisionDamageWaiver 90000 EUR; ")]
    [InlineData("100.00", "120.00", null, null, "excess CollisionDamageWaiver 90000 EUR; ")]
    [InlineData("100.00", "120.00", null, 2, "")]
    [InlineData("100", "120", null, 2, "")]
    public async Task An_amount_is_in_the_units_of_the_prices_or_null(
        string rate, string estimate, int? pricePlaces, int? places, string expected)
    {
        var offer = await ReadAsync(
            total: $"""<TotalCharge RateTotalAmount="{rate}" EstimatedTotalAmount="{estimate}" CurrencyCode="EUR"{Places(pricePlaces)}/>""",
            info: Coverages(
                $"""
                <PricedCoverage Required="true"><Coverage CoverageType="7"/>
                <Deductible ExcessAmount="90000" CurrencyCode="EUR"{Places(places)}/></PricedCoverage>
                """));
        Assert.Equal((120, $"{expected}covers CollisionDamageWaiver"), (offer.Price.Total, Format(offer.Terms)));

        static string Places(int? number) => number is null ? "" : $" DecimalPlaces=\"{number}\"";
    }

    [Theory]
    [InlineData("""<VehicleCharge Purpose="Deposit" Amount="300.00" CurrencyCode="EUR" IncludedInRate="false"/>""", "deposit 300 EUR")]
    [InlineData("""<VehicleCharge Purpose="Estimated deposit amount" Amount="1.050,00" CurrencyCode="USD" """ +
        """IncludedInEstTotalInd="false"/>""", "deposit 1050 USD")]
    [InlineData("""<VehicleCharge Description="Kaution auf der Kreditkarte" Amount="250" IncludedInRate="false"/>""", "deposit 250 EUR")]
    [InlineData("""<VehicleCharge Purpose="Deposit" Amount="0.00" CurrencyCode="EUR" IncludedInRate="false"/>""", "deposit 0 EUR")]
    [InlineData("""<VehicleCharge Purpose="Deposit" Amount="-300.00" CurrencyCode="EUR" IncludedInRate="false"/>""", "-")]
    [InlineData("""<VehicleCharge Purpose="Deposit" CurrencyCode="EUR" IncludedInRate="false"/>""", "-")]
    [InlineData("""<VehicleCharge Purpose="Deposit" Amount="300.00" CurrencyCode="E?R" IncludedInRate="false"/>""", "-")]
    [InlineData("""<VehicleCharge Purpose="116" Amount="0"/>""", "fuel FullToFull")]
    [InlineData("""<VehicleCharge Purpose="117" Amount="0" IncludedInRate="true"/>""", "fuel FullToEmpty")]
    [InlineData("""<VehicleCharge Purpose="114" Amount="0"/>""", "fuel PrepurchasedWithRefund")]
    [InlineData("""<VehicleCharge Purpose="20" Amount="0" Description="Same to same"/>""", "fuel SameToSame")]
    [InlineData("""<VehicleCharge Purpose="20" Amount="0" Description="Bring it back full or pay 9.90 a gallon"/>""", "-")]
    [InlineData("""<VehicleCharge Purpose="126" Amount="60.00" RequiredInd="false"/>""", "fee 60 EUR")]
    [InlineData("""<VehicleCharge Purpose="1" Amount="100.00"/><VehicleCharge Purpose="8" Amount="0.25" IncludedInRate="false"/>""", "-")]
    public Task Charges(string charges, string expected) => CheckAsync(expected, rate: $"<VehicleCharges>{charges}</VehicleCharges>");

    [Theory]
    [InlineData("""<Fee Purpose="2" Amount="20.00" CurrencyCode="EUR" IncludedInRate="false" IncludedInEstTotalInd="true"/>""",
        "fees OneWay 20 EUR in")]
    [InlineData("""<Fee Purpose="82" Amount="45.00" IncludedInRate="false" IncludedInEstTotalInd="false" RequiredInd="false"/>""",
        "fees AfterHours 45 EUR out")]
    [InlineData("""<Fee Purpose="60" Amount="3.00"/>""", "fees AfterHours 3 EUR in")]
    [InlineData("""<Fee Purpose="30" Amount="0.00" IncludedInRate="true"/>""", "fees Airport ? in")]
    [InlineData("""<Fee Purpose="7" IncludedInRate="true"/>""", "fees Tax ? in")]
    [InlineData("""<Fee Purpose="7" Amount="12.00" CurrencyCode="GBP"/>""", "fees Tax 12 GBP in")]
    [InlineData("""<Fee Purpose="5" Amount="3.00"/><Fee Purpose="6" Amount="0.00"/>""", "fees Other 3 EUR in")]
    [InlineData("""<Fee Purpose="33" Amount="5.00" RequiredInd="false"/>""", "fees Other 5 EUR ?")]
    [InlineData("""<Fee Purpose="26" Amount="20.00"/><Fee Purpose="22" Amount="20.00"/><Fee Purpose="3" Amount="5.00"/>""", "-")]
    [InlineData("""<Fee Purpose="7" Amount="-12.00"/>""", "-")]
    [InlineData("""<Fee Purpose="777" Amount="12.00"/>""", "-")]
    [InlineData("""<Fee Purpose="13" Amount="25.00" RequiredInd="false"/>""", "-")]
    public Task Fees(string fees, string expected) => CheckAsync(expected, core: $"<Fees>{fees}</Fees>");

    [Theory]
    [InlineData(22, "fees YoungDriver 25 EUR in")]
    [InlineData(30, "-")]
    public async Task A_fee_of_young_drivers_is_that_of_a_young_driver(int age, string expected)
    {
        var flag = age == 22 ? "IncludedInEstTotalInd=\"true\"" : "";
        var offer = await ReadAsync(core: $"""<Fees><Fee Purpose="13" Amount="25.00" {flag}/></Fees>""", driverAge: age);
        Assert.Equal(expected, Format(offer.Terms));
    }

    [Theory]
    [InlineData("412", "0.00", "true", "fees OneWay ? in")]
    [InlineData("418", "7.50", "true", "fees Tax 7.5 EUR in")]
    [InlineData("ASC", "0.00", "true", "fees Airport ? in")]
    public Task Fees_that_brokers_list_as_coverages(string code, string amount, string isIncluded, string expected) => CheckAsync(
        expected, info: Coverages(
            $"""
            <PricedCoverage><Coverage CoverageType="A text" Code="{code}"/>
            <Charge Amount="{amount}" CurrencyCode="EUR" IncludedInRate="{isIncluded}"/></PricedCoverage>
            """));

    [Theory]
    [InlineData("PetrolOption", "F2E", "fuel FullToEmpty")]
    [InlineData("PetrolOption", "FTF", "fuel FullToFull")]
    [InlineData("Full-to-full: pick up and return full", "", "fuel FullToFull")]
    [InlineData("PetrolOption", "X", "-")]
    [InlineData("7", "F2E", "covers CollisionDamageWaiver; fuel FullToEmpty")]
    public Task Fuel_policies_that_brokers_list_as_coverages(string type, string code, string expected) => CheckAsync(
        expected, info: Coverages(
            $"""
            <PricedCoverage><Coverage CoverageType="{type}" Code="{code}"/><Charge Amount="0.00" IncludedInRate="true"/></PricedCoverage>
            """));

    [Theory]
    [InlineData("""<PaymentRule RuleType="4"/>""", "pay Guarantee")]
    [InlineData("""<PaymentRule PaymentType="31">A credit card</PaymentRule>""", "pay Guarantee")]
    [InlineData("""<PaymentRule RuleType="2" PaymentType="4">Full rental price due at time of reservation.</PaymentRule>""", "pay Prepaid")]
    [InlineData("""<PaymentRule PaymentType="Prepaid" Amount="1" CurrencyCode="AED"/>""", "pay Prepaid")]
    [InlineData("""<PaymentRule RuleType="4"/><PaymentRule RuleType="2"/>""", "pay Prepaid")]
    [InlineData("""<PaymentRule PaymentType="5">Credit card</PaymentRule>""", "-")]
    [InlineData("""<PaymentRule RuleType="5" Amount="50.00" CurrencyCode="EUR"/>""", "-")]
    [InlineData("""<PaymentRule RuleType="1" Amount="50.00" CurrencyCode="EUR" AbsoluteDeadline="2026-12-03T08:30:00"/>""",
        "until 2026-12-03T08:30; fee 50 EUR")]
    [InlineData("""<PaymentRule RuleType="1" OffsetTimeUnit="Hour" OffsetUnitMultiplier="48" OffsetDropTime="BeforeArrival"/>""",
        "until 2026-12-02T10:00")]
    [InlineData("""<PaymentRule RuleType="1" OffsetTimeUnit="Day" OffsetUnitMultiplier="7"/>""", "until 2026-11-27T10:00")]
    [InlineData("""<PaymentRule RuleType="1" OffsetTimeUnit="Day" OffsetUnitMultiplier="7" OffsetDropTime="AfterBooking"/>""", "-")]
    [InlineData("""<PaymentRule RuleType="1" OffsetTimeUnit="Day" OffsetUnitMultiplier="99999999999"/>""", "-")]
    [InlineData("""<PaymentRule RuleType="1" AbsoluteDeadline="08:30:00"/>""", "-")]
    [InlineData("""<PaymentRule RuleType="1" Amount="-50.00" CurrencyCode="EUR"/>""", "-")]
    public Task Payment_rules(string rules, string expected) => CheckAsync(expected, info: $"<PaymentRules>{rules}</PaymentRules>");

    [Theory]
    [InlineData("""<PaymentRule RuleType="2" Amount="120.00" CurrencyCode="EUR"/><PaymentRule RuleType="4"/>""", "0")]
    [InlineData("""<PaymentRule PaymentType="4" Amount="20.00" CurrencyCode="EUR"/>""", "100")]
    public async Task What_is_paid_at_pick_up_decides_about_the_payment(string rules, string atPickUp)
    {
        var offer = await ReadAsync(info: $"<PaymentRules>{rules}</PaymentRules>");
        Assert.Equal((atPickUp, "-"), (FormattableString.Invariant($"{offer.Price.PayAtPickUp:0}"), Format(offer.Terms)));
    }

    [Theory]
    [InlineData("""<RateQualifier RateCategory="19"/>""", "pay Prepaid")]
    [InlineData("""<RateQualifier RateCategory="16" RateQualifier="PREPAID-IN"/>""", "pay Prepaid")]
    [InlineData("""<RateQualifier RateQualifier="POSTPAID BASIC"/>""", "pay AtPickUp")]
    [InlineData("""<RateQualifier RateQualifier="POSTPAID"/><RateRestrictions GuaranteeReqInd="true"/>""", "pay Guarantee")]
    [InlineData("""<RateQualifier RateCategory="3" RateQualifier="BEST"/><RateRestrictions GuaranteeReqInd="false"/>""", "-")]
    [InlineData("""<RateRestrictions MinimumAge="21" MaximumAge="75"/>""", "age 21")]
    [InlineData("""<RateRestrictions><MinimumAge>23</MinimumAge><MaximumAge>75</MaximumAge></RateRestrictions>""", "age 23")]
    [InlineData("""<RateRestrictions MinimumAge="0"/>""", "-")]
    [InlineData("""<RateRestrictions MinimumAge="-21"/>""", "-")]
    public Task Rates_and_restrictions(string rate, string expected) => CheckAsync(expected, rate: rate);

    [Theory]
    [InlineData("""<FuelPolicy Type="FULLFULL" Description="Fuel: Pick up and return full."/>""", "fuel FullToFull")]
    [InlineData("""<Deposit ExcessAmount="250.00" Currency="GBP"/>""", "deposit 250 GBP")]
    [InlineData("""<Deposit ExcessAmount="250.00" Currency="USD" CurrencyCode="GBP"/>""", "deposit 250 GBP")]
    [InlineData("""<Deposit ExcessAmount="250.00" CurrencyCode="GBP" Currency="USD"/>""", "deposit 250 GBP")]
    [InlineData("""<Deposit ExcessAmount="250.00" CurrencyCode="£" Currency="GBP"/>""", "-")]
    [InlineData("""<Deposit ExcessAmount="-250.00" Currency="GBP"/>""", "-")]
    [InlineData("""<Fees><Fee Purpose="82" Amount="45.00"/></Fees><PricedCoverages><PricedCoverage Required="true">""" +
        """<Coverage CoverageType="7"/></PricedCoverage></PricedCoverages><RateRestrictions MinimumAge="30"/>""", "-")]
    public Task Extensions(string extensions, string expected) =>
        CheckAsync(expected, core: $"<TPA_Extensions>{extensions}</TPA_Extensions>");

    [Theory]
    [InlineData("""<PictureURL> https://cars.example/a.png </PictureURL>""", "https://cars.example/a.png")]
    [InlineData("""<VehMakeModel Name="Golf" PictureURL="https://cars.example/b.png"/>""", "https://cars.example/b.png")]
    [InlineData("""<PictureURL>http://cars.example/a.png</PictureURL>""", null)]
    [InlineData("""<PictureURL>//cars.example/a.png</PictureURL>""", null)]
    [InlineData("""<PictureURL>javascript:alert(1)</PictureURL>""", null)]
    public async Task The_picture(string vehicle, string? expected) => Assert.Equal(expected, (await ReadAsync(vehicle: vehicle)).Image);

    private static async Task CheckAsync(string expected, string rate = "", string core = "", string info = "") =>
        Assert.Equal(expected, Format((await ReadAsync(rate, core, info)).Terms));

    private static string Coverages(string coverages) => $"<PricedCoverages>{coverages}</PricedCoverages>";
}
